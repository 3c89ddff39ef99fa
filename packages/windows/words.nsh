; The installer's languages, and what its last page says in each: what to do now, and the offer to open the folder with the extension.
; Windows' own language decides; the first one is for those that aren't here. NSIS has no Maltese;
; languages/ has it.
!macro Words LANGUAGE ID BACK FOLDER
  !if "${LANGUAGE}" == "Maltese"
    !insertmacro MUI_LANGUAGEEX "${__FILEDIR__}\languages" "Maltese"
  !else
    !insertmacro MUI_LANGUAGE "${LANGUAGE}"
  !endif
  LangString BACK ${LANG_${ID}} "${BACK}"
  LangString FOLDER ${LANG_${ID}} "${FOLDER}"
!macroend

!insertmacro Words "English" ENGLISH \
  "The program is installed. Go back to the page in your browser: it will check again automatically." \
  "Open the folder with the extension, if it isn’t in your browser yet"
!insertmacro Words "Bulgarian" BULGARIAN \
  "Програмата е инсталирана. Върнете се на страницата в браузъра си: тя сама поглежда отново." \
  "Отвори папката с разширението, ако то още не е в браузъра ви"
!insertmacro Words "Croatian" CROATIAN \
  "Program je instaliran. Vratite se na stranicu u pregledniku: ona sama ponovno gleda." \
  "Otvori mapu s proširenjem ako ga još nemate u pregledniku"
!insertmacro Words "Czech" CZECH \
  "Program je nainstalovaný. Vraťte se na stránku v prohlížeči: sama se podívá znovu." \
  "Otevřít složku s rozšířením, pokud ho v prohlížeči ještě nemáte"
!insertmacro Words "Danish" DANISH \
  "Programmet er installeret. Gå tilbage til siden i din browser: Den ser selv efter igen." \
  "Åbn mappen med udvidelsen, hvis den ikke er i din browser endnu"
!insertmacro Words "Dutch" DUTCH \
  "Het programma is geïnstalleerd. Ga terug naar de pagina in je browser: die kijkt vanzelf opnieuw." \
  "De map met de extensie openen, als die nog niet in je browser zit"
!insertmacro Words "Estonian" ESTONIAN \
  "Programm on paigaldatud. Mine tagasi oma brauseris olevale lehele: see vaatab ise uuesti." \
  "Ava laienduse kaust, kui laiendust sinu brauseris veel ei ole"
!insertmacro Words "Finnish" FINNISH \
  "Ohjelma on asennettu. Palaa selaimessa olevalle sivulle: se katsoo itse uudelleen." \
  "Avaa kansio, jossa laajennus on, jos sitä ei vielä ole selaimessa"
!insertmacro Words "French" FRENCH \
  "Le programme est installé. Revenez à la page dans votre navigateur : elle vérifie de nouveau toute seule." \
  "Ouvrir le dossier de l’extension, si elle n’est pas encore dans votre navigateur"
!insertmacro Words "German" GERMAN \
  "Das Programm ist installiert. Geh zurück zu der Seite in deinem Browser: Sie sieht von selbst noch einmal nach." \
  "Den Ordner mit der Erweiterung öffnen, falls sie noch nicht in deinem Browser ist"
!insertmacro Words "Greek" GREEK \
  "Το πρόγραμμα εγκαταστάθηκε. Επιστρέψτε στη σελίδα στον browser σας: ξανακοιτάζει μόνη της." \
  "Άνοιγμα του φακέλου με την επέκταση, αν δεν είναι ακόμη στον browser σας"
!insertmacro Words "Hungarian" HUNGARIAN \
  "A program telepítve van. Menj vissza a böngésződben lévő oldalra: magától újra megnézi." \
  "A bővítmény mappájának megnyitása, ha még nincs a böngésződben"
!insertmacro Words "Irish" IRISH \
  "Tá an clár suiteáilte. Téigh ar ais chuig an leathanach i do bhrabhsálaí: féachann sé arís leis féin." \
  "Oscail an fillteán leis an mbreiseán, mura bhfuil sé i do bhrabhsálaí fós"
!insertmacro Words "Italian" ITALIAN \
  "Il programma è installato. Torna alla pagina nel tuo browser: controlla di nuovo da sola." \
  "Apri la cartella con l’estensione, se non è ancora nel tuo browser"
!insertmacro Words "Latvian" LATVIAN \
  "Programma ir instalēta. Atgriezieties lapā savā pārlūkā: tā pati paskatīsies vēlreiz." \
  "Atvērt mapi ar paplašinājumu, ja tā vēl nav jūsu pārlūkā"
!insertmacro Words "Lithuanian" LITHUANIAN \
  "Programa įdiegta. Grįžkite į puslapį naršyklėje: jis pats pažiūrės dar kartą." \
  "Atverti aplanką su plėtiniu, jei naršyklėje jo dar nėra"
!insertmacro Words "Maltese" MALTESE \
  "Il-programm huwa installat. Erġa’ lura għall-paġna fil-browser tiegħek: din terġa’ tħares waħedha." \
  "Iftaħ il-folder bl-estensjoni, jekk għadha mhix fil-browser tiegħek"
!insertmacro Words "Norwegian" NORWEGIAN \
  "Programmet er installert. Gå tilbake til siden i nettleseren: Den ser etter på nytt av seg selv." \
  "Åpne mappen med utvidelsen, hvis den ikke er i nettleseren ennå"
!insertmacro Words "Polish" POLISH \
  "Program jest zainstalowany. Wróć do strony w przeglądarce: sama sprawdzi jeszcze raz." \
  "Otwórz folder z rozszerzeniem, jeśli nie ma go jeszcze w przeglądarce"
!insertmacro Words "Portuguese" PORTUGUESE \
  "O programa está instalado. Volta à página no teu navegador: ela verifica de novo sozinha." \
  "Abrir a pasta da extensão, se ainda não estiver no teu navegador"
!insertmacro Words "Romanian" ROMANIAN \
  "Programul este instalat. Întoarce-te la pagina din browser: ea verifică din nou singură." \
  "Deschide dosarul cu extensia, dacă nu este încă în browser"
!insertmacro Words "Slovak" SLOVAK \
  "Program je nainštalovaný. Vráťte sa na stránku v prehliadači: sama sa pozrie znova." \
  "Otvoriť priečinok s rozšírením, ak ho v prehliadači ešte nemáte"
!insertmacro Words "Slovenian" SLOVENIAN \
  "Program je nameščen. Vrnite se na stran v brskalniku: sama pogleda znova." \
  "Odpri mapo z razširitvijo, če je še ni v brskalniku"
!insertmacro Words "Spanish" SPANISH \
  "El programa está instalado. Vuelve a la página de tu navegador: lo comprueba de nuevo por sí sola." \
  "Abrir la carpeta de la extensión, si aún no está en tu navegador"
!insertmacro Words "Swedish" SWEDISH \
  "Programmet är installerat. Gå tillbaka till sidan i webbläsaren: den tittar efter igen av sig själv." \
  "Öppna mappen med tillägget, om det inte finns i webbläsaren än"
