#include "platform/file_chooser.hpp"

#include <windows.h>
// After it:
#include <shobjidl.h>

#include <memory>
#include <thread>

#include "platform/error.hpp"

namespace demur {
namespace {

struct Release {
  void operator()(IUnknown* object) const { object->Release(); }
};
template <typename Interface>
using Object = std::unique_ptr<Interface, Release>;

/// What such dialogs need of the thread.
struct Apartment {
  Apartment() : result(::CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE)) {}
  Apartment(const Apartment&) = delete;
  Apartment& operator=(const Apartment&) = delete;
  ~Apartment() {
    if (SUCCEEDED(result)) ::CoUninitialize();
  }
  HRESULT result;
};

template <typename Interface, typename Get>
Object<Interface> object_from(Get get) {
  Interface* object = nullptr;
  return SUCCEEDED(get(&object)) ? Object<Interface>{object} : Object<Interface>{};
}

std::vector<std::filesystem::path> chosen_in(IFileOpenDialog& dialog) {
  std::vector<std::filesystem::path> paths;
  const auto items = object_from<IShellItemArray>([&](auto** object) { return dialog.GetResults(object); });
  DWORD count = 0;
  if (!items || FAILED(items->GetCount(&count))) return paths;
  for (DWORD i = 0; i < count; ++i) {
    const auto item = object_from<IShellItem>([&](auto** object) { return items->GetItemAt(i, object); });
    wchar_t* name = nullptr;
    if (item && SUCCEEDED(item->GetDisplayName(SIGDN_FILESYSPATH, &name))) paths.emplace_back(name);
    ::CoTaskMemFree(name);
  }
  return paths;
}

/// Closes the dialog that this process shows, from another thread.
void close_dialog() {
  ::EnumWindows(
      [](HWND window, LPARAM own) -> WINBOOL {
        DWORD process = 0;
        ::GetWindowThreadProcessId(window, &process);
        if (process == static_cast<DWORD>(own)) ::PostMessageW(window, WM_CLOSE, 0, 0);
        return TRUE;
      },
      static_cast<LPARAM>(::GetCurrentProcessId()));
}

}  // namespace

/// The chooser is a part of Windows: it needs no other process.
class FileChooser::Process {};

FileChooser::FileChooser() = default;
FileChooser::~FileChooser() = default;

void FileChooser::prepare() {}

void serve_choosers() {}

std::vector<std::filesystem::path> FileChooser::choose(const std::filesystem::path& folder,
                                                       const std::stop_token& stop) {
  const Apartment apartment;
  const auto dialog = object_from<IFileOpenDialog>([](auto** object) {
    return ::CoCreateInstance(__uuidof(FileOpenDialog), nullptr, CLSCTX_INPROC_SERVER, __uuidof(IFileOpenDialog),
                              reinterpret_cast<void**>(object));  // NOLINT: how COM gives objects
  });
  if (!dialog) throw Error(ErrorKind::chooser_missing);
  const COMDLG_FILTERSPEC archives{L"ZIP", L"*.zip"};
  dialog->SetFileTypes(1, &archives);
  dialog->SetOptions(FOS_ALLOWMULTISELECT | FOS_FORCEFILESYSTEM | FOS_FILEMUSTEXIST | FOS_DONTADDTORECENT);
  const auto start = object_from<IShellItem>([&](auto** object) {
    return ::SHCreateItemFromParsingName(folder.c_str(), nullptr, __uuidof(IShellItem),
                                         reinterpret_cast<void**>(object));  // NOLINT
  });
  if (start) dialog->SetDefaultFolder(start.get());
  const std::stop_callback on_stop{stop, close_dialog};
  if (stop.stop_requested() || FAILED(dialog->Show(nullptr))) throw Error(ErrorKind::cancelled);
  auto paths = chosen_in(*dialog);
  if (paths.empty()) throw Error(ErrorKind::cancelled);
  return paths;
}

}  // namespace demur
