# Makes embedded/errors.hpp and embedded/protocol.hpp: the names and limits of manifests/protocol.json for C++, as
# build/protocol-types.mjs makes TypeScript types of it. Only CMake, so that building the host needs no Node.
set(protocol_source ${CMAKE_SOURCE_DIR}/manifests/protocol.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${protocol_source})
file(READ ${protocol_source} protocol_json)
string(JSON protocol_schemas GET "${protocol_json}" components schemas)
string(JSON protocol_errors GET "${protocol_json}" components errors)
set(protocol_header "")

# A list of names.
function(protocol_list name list)
  string(JSON count LENGTH "${list}")
  math(EXPR last "${count} - 1")
  set(names "")
  foreach(i RANGE ${last})
    string(JSON value GET "${list}" ${i})
    list(APPEND names "\"${value}\"")
  endforeach()
  list(JOIN names ", " names)
  string(APPEND protocol_header "inline constexpr std::array<std::string_view, ${count}> ${name}{${names}};\n")
  set(protocol_header "${protocol_header}" PARENT_SCOPE)
endfunction()

# A list of names: the `enum` at this path below the schemas.
function(protocol_names name)
  string(JSON list GET "${protocol_schemas}" ${ARGN} enum)
  protocol_list(${name} "${list}")
  set(protocol_header "${protocol_header}" PARENT_SCOPE)
endfunction()

macro(protocol_number name value)
  string(APPEND protocol_header "inline constexpr std::int64_t ${name} = ${value};\n")
  set(protocol_header "${protocol_header}" PARENT_SCOPE)
endmacro()

# A limit: the number at this path below the schemas.
function(protocol_limit name)
  string(JSON value GET "${protocol_schemas}" ${ARGN})
  protocol_number(${name} ${value})
endfunction()

# The schema of a method's parameter.
function(protocol_parameter schema method parameter)
  string(JSON methods GET "${protocol_json}" methods)
  string(JSON count LENGTH "${methods}")
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON this_method GET "${methods}" ${i})
    string(JSON method_name GET "${this_method}" name)
    if(method_name STREQUAL method)
      break()
    endif()
  endforeach()
  string(JSON count LENGTH "${this_method}" params)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON parameter_name GET "${this_method}" params ${i} name)
    if(parameter_name STREQUAL parameter)
      string(JSON found GET "${this_method}" params ${i} schema)
      set(${schema} "${found}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# A limit of a method's parameter: the number at this path within its schema.
function(protocol_parameter_limit name method parameter)
  protocol_parameter(schema ${method} ${parameter})
  string(JSON value GET "${schema}" ${ARGN})
  protocol_number(${name} ${value})
endfunction()

# How many bytes fit in so many characters of base64; the last four are for the remainder.
function(protocol_bytes name base64)
  math(EXPR value "(${base64} - 4) / 4 * 3")
  protocol_number(${name} ${value})
endfunction()

protocol_names(platforms Platform)
protocol_names(precisions Precision)
protocol_names(statuses Status)
protocol_names(event_kinds EventKind)
protocol_names(recorded_event_kinds RecordedEventKind)
protocol_names(browsers Client properties browser)
protocol_names(mail_kinds MailMessage properties kind)
protocol_names(mail_authentications MailAuthentication)
protocol_names(mail_suspicions MailMessage properties suspicious items)
protocol_names(mailbox_forms MailboxForm)
protocol_names(mailbox_faults MailSearchResult properties unsure items properties fault)
protocol_names(foreign_forms MailReadResult properties notMail)
protocol_names(contact_states ContactState)
protocol_names(item_platforms TaggedItemDraft properties platform)
protocol_names(item_kinds TaggedItemDraft properties kind)
protocol_names(item_sources TaggedItemDraft properties seenOn)
protocol_names(stages Progress properties stage)
protocol_names(tagged_list_states ImportSummary properties taggedList)
protocol_names(skip_reasons SkippedFile properties reason)
string(JSON version GET "${protocol_json}" info version)
string(APPEND protocol_header "\n/// Of the protocol itself.\ninline constexpr std::int64_t version = ${version};\n")
string(APPEND protocol_header "\n/// The longest texts in characters, the longest lists and the largest pages.\n")
protocol_limit(max_client_name Client properties name maxLength)
protocol_limit(max_email Email maxLength)
protocol_limit(max_label AccountDraft properties label maxLength)
protocol_limit(max_account_emails AccountDraft properties emails maxItems)
protocol_limit(max_message ObjectionDraft properties message maxLength)
protocol_limit(max_language ObjectionDraft properties language maxLength)
protocol_limit(max_page_url ObjectionDraft properties pageUrl maxLength)
protocol_limit(max_detail EventDraft properties detail maxLength)
protocol_limit(max_draft_title UnsavedDraft properties title maxLength)
protocol_limit(max_draft_text UnsavedDraft properties text maxLength)
protocol_limit(max_drafts DraftsListResult properties drafts maxItems)
protocol_limit(max_keys KeysListResult properties keys maxItems)
protocol_limit(max_key_name SigningKey properties name maxLength)
protocol_limit(max_key_record SigningKey properties record maxLength)
protocol_limit(max_seals SealsListResult properties seals maxItems)
protocol_limit(max_cursor Cursor maxLength)
protocol_limit(max_matches ObjectionsMatchResult properties objections maxItems)
protocol_limit(max_objections_page ObjectionsListResult properties objections maxItems)
protocol_limit(max_events_page ObjectionsGetResult properties events maxItems)
protocol_limit(max_mails MailReadResult properties messages maxItems)
protocol_limit(max_mail_words MailMessage properties words maxLength)
protocol_limit(max_sentence MailMessage properties sentence maxLength)
protocol_limit(max_standings AccountsStandingResult properties standings maxItems)
protocol_limit(max_changes HistoryPreviewResult properties preview properties changes maxItems)
protocol_limit(max_archives DownloadsFindResult properties archives maxItems)
protocol_limit(max_item_url TaggedItemDraft properties url maxLength)
protocol_limit(max_contact_name TaggedItemDraft properties contact properties name maxLength)
protocol_limit(max_items_page TaggedListResult properties items maxItems)
protocol_limit(max_contacts_page ContactsListResult properties contacts maxItems)
protocol_parameter_limit(max_without objections.list without maxItems)
protocol_parameter_limit(max_query objections.list query maxLength)
protocol_parameter_limit(default_page objections.list limit default)
protocol_parameter_limit(max_pieces history.import number maximum)
protocol_parameter_limit(max_pasted_text mail.read text maxLength)
protocol_parameter_limit(max_path mail.read path maxLength)
protocol_parameter_limit(max_progress_token mail.read progressToken maxLength)
protocol_parameter_limit(max_paths downloads.import paths maxItems)
protocol_parameter_limit(max_recorded_items tagged.record items maxItems)
string(JSON base64 GET "${protocol_schemas}" EventDraft properties evidence maxLength)
protocol_bytes(max_evidence ${base64})
protocol_parameter(schema history.import bytes)
string(JSON base64 GET "${schema}" maxLength)
protocol_bytes(max_piece ${base64})
protocol_parameter(schema history.export format)
string(JSON list GET "${schema}" enum)
protocol_list(export_formats "${list}")
string(JSON pattern GET "${protocol_schemas}" ObjectionDraft properties formId pattern)
string(REGEX REPLACE ".*,([0-9]+)}.*" "\\1" value "${pattern}")
string(APPEND protocol_header "inline constexpr std::int64_t max_form_id = ${value};\n")

# The errors: an enum, and name and code of each in its order.
string(JSON protocol_error_count LENGTH "${protocol_errors}")
math(EXPR last "${protocol_error_count} - 1")
set(error_kinds "")
set(error_names "")
foreach(i RANGE ${last})
  string(JSON name MEMBER "${protocol_errors}" ${i})
  string(JSON code GET "${protocol_errors}" ${name} code)
  string(REPLACE "-" "_" kind ${name})
  string(APPEND error_kinds "  ${kind},\n")
  string(APPEND error_names "    {\"${name}\", ${code}},\n")
endforeach()

# In a header of their own, since they change least and are used everywhere.
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/embedded/errors.hpp CONTENT [[#pragma once
#include <array>
#include <cstdint>
#include <string_view>

// Made from manifests/protocol.json.
namespace demur {

enum class ErrorKind : std::uint8_t {
@error_kinds@};

}  // namespace demur

namespace demur::protocol {

struct ErrorName {
  std::string_view name;
  int code;
};

/// In the order of ErrorKind.
inline constexpr std::array<ErrorName, @protocol_error_count@> errors{{
@error_names@}};

}  // namespace demur::protocol
]] @ONLY)

file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/embedded/protocol.hpp CONTENT [[#pragma once
#include <array>
#include <cstdint>
#include <string_view>

// Made from manifests/protocol.json.
namespace demur::protocol {

@protocol_header@
}  // namespace demur::protocol
]] @ONLY)
