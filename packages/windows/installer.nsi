; The installer for one person on Windows: no administrator, silent with /S. packages/windows/pack gives it VERSION, SOURCE (a folder
; with what is installed) and OUT.
Target amd64-unicode
!include MUI2.nsh
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Demur"

Name "Demur"
BrandingText " "
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Demur"
; The same files give the same installer.
SetDateSave off
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Demur"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Demur"
VIAddVersionKey LegalCopyright "Demur contributors, MIT licence"

!insertmacro MUI_PAGE_INSTFILES
; Which browser has the extension, and where its page is, only the browser knows: the person goes back by themselves.
!define MUI_FINISHPAGE_TEXT "$(BACK)"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\extension"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(FOLDER)"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!include words.nsh

; Makes room for a program. One that a browser runs can't be removed, but it can be renamed; what was renamed is removed by the next
; installation, or with Demur.
!macro MakeRoom FILE FOLDER
  !define LABEL ${__LINE__}
  Delete "$INSTDIR\${FILE}"
  IfFileExists "$INSTDIR\${FILE}" 0 done${LABEL}
  StrCpy $0 0
  next${LABEL}:
    IntOp $0 $0 + 1
    IfFileExists "${FOLDER}\${FILE}.$0.old" next${LABEL}
  Rename "$INSTDIR\${FILE}" "${FOLDER}\${FILE}.$0.old"
  done${LABEL}:
  !undef LABEL
!macroend

Section
  SetShellVarContext current
  SetOutPath "$INSTDIR"
  Delete "$INSTDIR\*.old"
  !insertmacro MakeRoom demur-host.exe "$INSTDIR"
  !insertmacro MakeRoom demur-reader.exe "$INSTDIR"
  RMDir /r "$INSTDIR\extension"
  File /r "${SOURCE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" DisplayName "Demur"
  WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" DisplayIcon "$INSTDIR\demur-host.exe"
  WriteRegStr HKCU "${UNINSTALL}" Publisher "Demur contributors"
  WriteRegStr HKCU "${UNINSTALL}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1
  nsExec::ExecToLog '"$INSTDIR\demur-host.exe" register'
  Pop $0
SectionEnd

; Everything goes but the history.
Section Uninstall
  SetShellVarContext current
  nsExec::ExecToLog '"$INSTDIR\demur-host.exe" unregister'
  Pop $0
  ; The identity under which the reader was confined.
  System::Call 'userenv::DeleteAppContainerProfile(w "Demur.Reader")'
  ; What a browser still runs waits among the temporary files, where Windows tidies up.
  Delete "$INSTDIR\*.old"
  FindFirst $1 $2 "$INSTDIR\*.old"
  left:
    StrCmp $2 "" none
    Delete "$TEMP\$2"
    Rename "$INSTDIR\$2" "$TEMP\$2"
    FindNext $1 $2
    Goto left
  none:
  FindClose $1
  !insertmacro MakeRoom demur-host.exe "$TEMP"
  !insertmacro MakeRoom demur-reader.exe "$TEMP"
  RMDir /r "$INSTDIR\extension"
  Delete "$INSTDIR\LICENCES.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$LOCALAPPDATA\Demur\native-messaging-hosts"
  ; Only where nothing was ever recorded.
  RMDir "$LOCALAPPDATA\Demur"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
