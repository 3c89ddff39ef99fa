;Language: Maltese (1082). What isn't here, NSIS takes from its English: pages that Demur's installer doesn't have.
!insertmacro LANGFILE "Maltese" = "Malti" =

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "Qed jiġi installat"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "Stenna waqt li $(^NameDA) qed jiġi installat."
  ${LangFileString} MUI_TEXT_FINISH_TITLE "Installazzjoni lesta"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "L-installazzjoni rnexxiet."
  ${LangFileString} MUI_TEXT_ABORT_TITLE "Installazzjoni mwaqqfa"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "L-installazzjoni ma rnexxietx."
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "Qed jitneħħa"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "Stenna waqt li $(^NameDA) qed jitneħħa."
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "Tneħħija lesta"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "It-tneħħija rnexxiet."
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "Tneħħija mwaqqfa"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "It-tneħħija ma rnexxietx."
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "$(^NameDA) huwa installat"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "$(^NameDA) ġie installat fuq il-kompjuter tiegħek.$\r$\n$\r$\nIkklikkja Temm biex tagħlaq."
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "Biex titlesta l-installazzjoni ta’ $(^NameDA), il-kompjuter irid jerġa’ jinxtegħel. Trid terġa’ tixgħelu issa?"
!endif

!ifdef MUI_FINISHPAGE | MUI_UNFINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "Erġa’ ixgħel issa"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "Nerġa’ nixgħel aktar tard"
  ${LangFileString} MUI_TEXT_FINISH_RUN "&Ħaddem $(^NameDA)"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "&Uri l-fajl Readme"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "&Temm"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "Neħħi $(^NameDA)"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "Neħħi $(^NameDA) minn fuq il-kompjuter tiegħek."
!endif
