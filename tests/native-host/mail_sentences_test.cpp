// How Meta's sentences are read in each language, by a table that was written without knowledge of the rules.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "catch.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "reading/mail/judge.hpp"

using namespace demur;

namespace {

struct Sentence {
  std::string text, says;
  bool is_kept_out;
};

std::map<std::string, std::vector<Sentence>> table() {
  std::map<std::string, std::vector<Sentence>> table;
  for (const auto& file : std::filesystem::directory_iterator{test::fixture("mail-sentences")}) {
    const auto json = nlohmann::json::parse(read_file(file.path()));
    for (const auto& entry : json.at("sentences"))
      table[json.at("language")].push_back({entry.at("text"), entry.at("says"), entry.value("keptOut", false)});
  }
  return table;
}

/// Sentences that sound like a grant but grant nothing yet, not all of it or something else, or that only a person can
/// understand: another list that the rules were made without.
std::vector<Sentence> ungranting() {
  std::vector<Sentence> list;
  for (const auto& file : std::filesystem::directory_iterator{test::fixture("mail-sentences")}) {
    const auto json = nlohmann::json::parse(read_file(file.path()));
    CHECK(json.at("grantsNothing").size() >= 12);
    for (const auto& text : json.at("grantsNothing")) list.push_back({text, "grants nothing", true});
  }
  return list;
}

/// How a sentence of the table may be read. Readings that decide nothing are equally good.
const std::map<std::string, std::set<std::string>>& right_kinds() {
  static const std::map<std::string, std::set<std::string>> kinds{
      {"confirms", {"confirmation"}},
      {"refuses", {"declined"}},
      {"asks", {"asked-for-more"}},
      {"received", {"received", "announcement"}},
      {"announces", {"announcement", "received", "unrelated"}},
      {"reminds", {"announcement", "unrelated"}},
      {"other", {"unrelated"}},
      {"grants nothing", {"answered", "declined", "asked-for-more", "received", "announcement"}}};
  return kinds;
}

struct Figures {
  int sentences = 0, right = 0, asked = 0, missed = 0, mistaken = 0, dangerous = 0;

  void count(const Sentence& sentence) {
    const auto kind = reading::judge_words(sentence.text).kind;
    ++sentences;
    if (right_kinds().at(sentence.says).contains(kind))
      ++right;
    else if (kind == "confirmation")
      ++dangerous;
    else if (kind == "answered")
      ++asked;
    else if (kind == "declined" || kind == "asked-for-more")
      ++mistaken;
    else
      ++missed;
  }
  void add(const Figures& more) {
    sentences += more.sentences;
    right += more.right;
    asked += more.asked;
    missed += more.missed;
    mistaken += more.mistaken;
    dangerous += more.dangerous;
  }
  [[nodiscard]] std::string row(const std::string& name) const {
    std::string row = "| " + name;
    for (const auto figure : {sentences, right, asked, missed, mistaken, dangerous})
      row += " | " + std::to_string(figure);
    return row + " |\n";
  }
};

std::string kind(std::string_view words) {
  return reading::judge_words(words).kind;
}

/// Writes a table where `./check` finds it.
void write_table(const std::string& name, const std::string& subject, const std::string& rows) {
  const std::filesystem::path folder{test::tables()};
  std::filesystem::create_directories(folder);
  std::ofstream file{folder / name};
  file << subject << " How they are read. Those kept out were not known to whoever wrote the rules.\n\n"
       << "| language | sentences | right | asked about | missed | mistaken | dangerous |\n"
       << "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
       << rows;
}

}  // namespace

TEST_CASE("the table of sentences holds each language, each kind, and a fifth that the rules were made without") {
  const auto languages = table();
  CHECK(languages.size() == 25);
  std::size_t sentences = 0;
  for (const auto& [language, entries] : languages) {
    INFO(language);
    std::set<std::string> texts, kinds;
    std::ptrdiff_t kept_out = 0;
    for (const auto& entry : entries) {
      texts.insert(entry.text);
      kinds.insert(entry.says);
      kept_out += entry.is_kept_out ? 1 : 0;
    }
    CHECK(texts.size() == entries.size());
    CHECK(kinds == std::set<std::string>{"announces", "asks", "confirms", "other", "received", "refuses", "reminds"});
    CHECK(kept_out * 5 >= static_cast<std::ptrdiff_t>(entries.size()));
    sentences += entries.size();
  }
  CHECK(sentences >= 3800);
}

TEST_CASE("no sentence is read as a confirmation that Meta did not give, and few plain ones are asked about") {
  Figures known, kept_out;
  std::string rows;
  for (const auto& [language, entries] : table()) {
    Figures of_language, of_kept_out;
    for (const auto& entry : entries) (entry.is_kept_out ? of_kept_out : of_language).count(entry);
    rows += of_language.row(language) + of_kept_out.row(language + ", kept out");
    known.add(of_language);
    kept_out.add(of_kept_out);
  }
  Figures more;
  for (const auto& entry : ungranting()) {
    INFO(entry.text);
    CHECK(reading::judge_words(entry.text).kind != "confirmation");
    more.count(entry);
  }
  write_table("mail-sentences.md", "Sentences of Meta's.",
              rows + known.row("all") + kept_out.row("all, kept out") + more.row("all that grant nothing"));
  CHECK(more.missed * 20 <= more.sentences);
  CHECK(known.dangerous == 0);
  CHECK(kept_out.dangerous == 0);
  CHECK(known.asked * 40 <= known.sentences);
  CHECK(known.mistaken * 100 <= known.sentences);
  CHECK(known.missed * 50 <= known.sentences);
  // More is asked about those that the rules were made without: unknown words leave it to the person.
  CHECK(kept_out.asked * 5 <= kept_out.sentences);
  CHECK(kept_out.mistaken * 50 <= kept_out.sentences);
  CHECK(kept_out.missed * 20 <= kept_out.sentences);
}

TEST_CASE("whole mails are read as few of another kind, and none as a confirmation that it isn't") {
  // Those that were kept out at first have shown which sentences the rules didn't know.
  Figures known, once_kept_out, kept_out;
  for (const auto& file : std::filesystem::directory_iterator{test::fixture("whole-mails")}) {
    const auto json = nlohmann::json::parse(read_file(file.path()));
    for (const auto& mail : json.at("mails")) {
      const bool is_kept_out = mail.value("keptOut", false);
      auto& figures = is_kept_out ? kept_out : mail.value("wasKeptOut", false) ? once_kept_out : known;
      figures.count({mail.at("text"), mail.at("says"), is_kept_out});
    }
  }
  write_table("mail-whole.md", "Whole mails, with greeting and what else Meta writes.",
              known.row("all") + once_kept_out.row("all, kept out at first") + kept_out.row("all, kept out"));
  CHECK(known.sentences >= 420);
  CHECK(known.dangerous == 0);
  CHECK(known.right * 10 >= known.sentences * 8);
  CHECK(known.mistaken * 50 <= known.sentences);
  CHECK(once_kept_out.sentences >= 300);
  CHECK(once_kept_out.dangerous == 0);
  CHECK(once_kept_out.right * 5 >= once_kept_out.sentences * 3);
  CHECK(kept_out.sentences >= 150);
  CHECK(kept_out.dangerous == 0);
  CHECK(kept_out.mistaken * 10 <= kept_out.sentences);
}

TEST_CASE("what is known to be mistaken for a confirmation is counted, and leaves the list once it no longer is") {
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator{test::fixture("mail-sentences")}) {
    const auto json = nlohmann::json::parse(read_file(file.path()));
    for (const std::string text : json.at("mistakenForConfirmation")) {
      INFO(text);
      CHECK(kind(text) == "confirmation");
      ++count;
    }
  }
  // The README tells this number.
  CHECK(count == 82);
}

TEST_CASE("the sentence that decided is told as it stands in the mail") {
  const auto mail = reading::judge_words(
      "Hi Anna, thanks for contacting us about AI at Meta. We’ve looked at it closely; we can’t honour your objection. "
      "You may lodge a complaint with your authority.");
  CHECK(mail.kind == "declined");
  CHECK(mail.sentence == "We’ve looked at it closely; we can’t honour your objection.");
  CHECK(reading::judge_words("Your objection\n\nYour objection to AI keeps us busy.").sentence ==
        "Your objection to AI keeps us busy.");
  CHECK(reading::judge_words("See you on Sunday.").sentence.empty());
}

TEST_CASE("what is done as the person asked confirms only what speaks of AI") {
  CHECK(kind("As you asked, we won't use your posts for AI at Meta.") == "confirmation");
  CHECK(kind("As you asked, we won't use your phone number any more.") == "unrelated");
  CHECK(kind("As you asked, we no longer use your activity to improve our products. Learn more about AI at Meta.") !=
        "confirmation");
  CHECK(kind("As you asked, we won't use your phone number for AI at Meta.") == "answered");
  CHECK(kind("As you asked, we won't use your phone number any more. Meet Meta AI, your new assistant.") == "answered");
  CHECK(kind("As requested, your account has been approved for Meta AI.") == "answered");
  CHECK(kind("Object to AI at Meta. As requested, your account has been approved.") == "answered");
}

TEST_CASE(
    "a mail that speaks of AI without the word objection is asked about, and confirms where it grants a request") {
  CHECK(kind("We confirm that Meta won't use your posts for AI training.") == "answered");
  CHECK(kind("We had to turn down your request about AI at Meta.") == "declined");
  CHECK(kind("We've received your request about AI at Meta.") == "received");
  CHECK(kind("We've accepted your request, and we won't use your posts for AI at Meta.") == "confirmation");
  CHECK(kind("We've accepted your request, and we won't use your private messages for AI at Meta.") == "answered");
  CHECK(kind("We've accepted your request to use Meta AI.") == "answered");
  CHECK(kind("If you ask us, we won't use your posts for AI at Meta.") != "confirmation");
  // It takes nothing back from what is granted beside it.
  CHECK(kind("We've accepted your objection. We won't use your posts for AI at Meta.") == "confirmation");
  CHECK(kind("We agree, you sent an objection.") == "answered");
}

TEST_CASE("a grant beside a sentence by which AI goes on using something is for the person to read") {
  CHECK(kind("We've accepted your objection. Your comments will be used to train AI at Meta.") == "answered");
  CHECK(kind("Your posts are used to train AI. We've accepted your objection.") == "answered");
  for (const char* ai : {"generative models", "generative model", "image models", "foundation models"})
    CHECK(kind(std::string{"We've accepted your objection. Our "} + ai + " will use your posts.") == "answered");
  CHECK(kind("We've accepted your objection. Your posts feed our AI; learn more in the Privacy Center.") == "answered");
  CHECK(kind("We've accepted your objection. We won't use your photos for AI, only in part your texts.") == "answered");
  CHECK(kind("We've accepted your objection. Your photo is visible again.") == "answered");
  const auto mail = reading::judge_words("We've accepted your objection. Your comments will be used to train AI.");
  CHECK(mail.sentence == "Your comments will be used to train AI.");
}

TEST_CASE("a confirmation may say where one can learn more") {
  CHECK(kind("We've accepted your objection. Learn more about how we use information to train AI.") == "confirmation");
  CHECK(kind("We've accepted your objection. If you want to learn more about how we use information for AI, visit the "
             "Privacy Center.") == "confirmation");
  CHECK(kind("Tell us more about how AI at Meta affects you.") == "asked-for-more");
}

TEST_CASE("what stands in mails of any kind decides nothing") {
  for (const char* more :
       {"This mailbox can't accept incoming messages.", "If you send us a reply, it won't be received.",
        "You don't need to do anything else.", "Please do not reply to this e-mail.",
        "You can find further information in the Privacy Center."}) {
    INFO(more);
    CHECK(kind(std::string{"We will honour your objection. "} + more) == "confirmation");
    CHECK(kind(std::string{"We can't honour your objection. "} + more) == "declined");
  }
  CHECK(kind("Ta skrzynka nie przyjmuje wiadomości. Uwzględnimy Twój sprzeciw.") == "confirmation");
}

TEST_CASE("what the person may do takes nothing back, but what Meta does if they do may") {
  for (const char* more :
       {"You can change your mind at any time.", "If you aren't happy with this, you can complain.",
        "You can keep using our products.", "If you add another account, your objection will apply to it, too.",
        "You may not see a difference at once."}) {
    INFO(more);
    CHECK(kind(std::string{"We've accepted your objection. "} + more) == "confirmation");
    CHECK(kind(std::string{"We can't accept your objection. "} + more) != "confirmation");
  }
  for (const char* more :
       {"If you don't pay, we will use your posts for AI.", "You can see that we use your posts for AI.",
        "It may not apply to your photos.", "If you pay, we will honour it.", "It applies to some of your posts.",
        "You can't do this for your photos.", "You will still be in our models, though.",
        "If you have another account, your objection will be rejected there.",
        "If you have another account, your objection will no longer be accepted."}) {
    INFO(more);
    CHECK(kind(std::string{"We've accepted your objection. "} + more) != "confirmation");
  }
}

TEST_CASE("an objection that the sentence before has named may be granted by a pronoun") {
  CHECK(kind("Thank you for your objection to AI at Meta. It has been accepted.") == "confirmation");
  CHECK(kind("Thank you for your objection. It has been accepted.") == "confirmation");
  CHECK(kind("Merci pour votre opposition à l’IA chez Meta. Elle a été acceptée.") == "confirmation");
  CHECK(kind("Danke für deinen Widerspruch gegen KI bei Meta. Wir haben ihn angenommen.") == "confirmation");
  CHECK(kind("Thank you for your objection to AI at Meta. Your account has been approved.") != "confirmation");
  CHECK(kind("Thank you for your objection to AI at Meta. We have a plan. It has been accepted.") != "confirmation");
  CHECK(kind("AI at Meta has changed. It has been accepted.") == "unrelated");
  CHECK(kind("We've received your brother's objection to AI at Meta. It has been accepted.") != "confirmation");
  // "den" is an article, too.
  CHECK(kind("Vi har tagit emot din invändning mot AI på Meta. Vi respekterar den personliga integriteten.") !=
        "confirmation");
  CHECK(kind("Thank you for your objection to AI at Meta. It has not been accepted.") == "declined");
}

TEST_CASE("a verb of one letter with an accent isn't a word that joins two parts") {
  CHECK(kind("La tua opposizione all'uso dei tuoi dati non è stata accolta.") == "declined");
  CHECK(kind("L'opposizione del circolo scacchistico è stata accolta.") == "answered");
  CHECK(kind("L'opposizione del circolo scacchistico e\u0300 stata accolta.") == "answered");
  CHECK(kind("La tua opposizione è stata accolta.") == "confirmation");
  CHECK(kind("A tua oposição é aceite.") == "confirmation");
  // It joins two parts in Hungarian, accent and all.
  CHECK(kind("A tiltakozását elfogadtuk, és nem kell mást tennie.") == "confirmation");
}

TEST_CASE("words for accepted that may mean received confirm only beside an end of use") {
  for (const char* words :
       {"Přijali jsme vaši námitku.", "Vaše námitka byla přijata.", "Prijali sme vašu námietku.",
        "Przyjęliśmy Twój sprzeciw.", "Twój sprzeciw został przyjęty.", "Sinu vastuväide on vastu võetud.",
        "Dein Widerspruch ist zulässig.", "Tu oposición ha sido admitida.", "A sua oposição foi admitida.",
        "Děkujeme za vaši námitku proti AI ve společnosti Meta. Přijali jsme ji."}) {
    INFO(words);
    CHECK(kind(words) == "answered");
  }
  CHECK(kind("Vaše námitka byla přijata a vaše příspěvky se k trénování AI nepoužijí.") == "confirmation");
  CHECK(kind("Vaši námitku jsme přijali. Vaše příspěvky k trénování umělé inteligence v Metě nepoužijeme.") ==
        "confirmation");
  CHECK(kind("Vaši námitku jsme přijali. Budeme ji respektovat.") == "confirmation");
  CHECK(kind("Vaši námitku jsme přijali. Vaše telefonní číslo k trénování AI nepoužijeme.") == "answered");
  CHECK(kind("Vaše námitka nebyla přijata.") == "declined");
  // The verb in other languages is for accepting alone.
  CHECK(kind("Dein Widerspruch wurde angenommen.") == "confirmation");
}

TEST_CASE("what a new account gets, too, takes nothing back") {
  CHECK(kind("Приехме възражението ви срещу използването на публикациите ви за развитието на изкуствен интелект. "
             "Ако добавите нов акаунт в същия Център за акаунти, възражението ще важи и за него.") == "confirmation");
  CHECK(
      kind("Ugodili smo vašemu ugovoru. Če v isto središče za račune dodate nov račun, bo ugovor veljal tudi zanj.") ==
      "confirmation");
}

TEST_CASE("what is done as asked after a sentence about the request confirms without naming AI again") {
  CHECK(kind("Wir haben deine Anfrage zur Nutzung deiner Daten für KI bearbeitet. "
             "Wie von dir gewünscht, schließen wir deine Beiträge vom Training aus.") == "confirmation");
  CHECK(kind("Wir haben deine Anfrage zur Nutzung deiner Daten für KI bearbeitet. Danke für deine Geduld. "
             "Wie von dir gewünscht, schließen wir deine Beiträge vom Training aus.") == "answered");
}

TEST_CASE("what is granted in words that leave a doubt is more than received") {
  CHECK(kind("Vi har fått innsigelsen din og har nå behandlet den ferdig. "
             "Vi er enige i at du har rett til å protestere, og vi etterkommer derfor innsigelsen din.") == "answered");
}

TEST_CASE("what is granted and refused in one mail is for the person to read") {
  const auto mail = reading::judge_words(
      "We've accepted your objection for Facebook. We can't accept your objection for Instagram. Best wishes.");
  CHECK(mail.kind == "answered");
  CHECK(mail.sentence == "We can't accept your objection for Instagram.");
  CHECK(kind("Thank you for your objection. In part, we've accepted your objection.") == "answered");
}

TEST_CASE("what stands in mails of any kind hides nothing that takes a grant back") {
  CHECK(kind("We've accepted your objection. You're getting this email because we will use your posts to train AI.") ==
        "answered");
  CHECK(kind("We've accepted your objection. Please do not reply, since we refused it later.") != "confirmation");
  CHECK(kind("We've accepted your objection. You don't need to do anything, but we'll use your comments for AI.") ==
        "answered");
  CHECK(kind("We've accepted your objection. You're receiving this email because we are still deciding about it.") !=
        "confirmation");
}

TEST_CASE("a use that belongs to what is granted doesn't go on, wherever the grant stands") {
  CHECK(kind("We respect your choice and have accepted your objection to the use of your posts for AI.") ==
        "confirmation");
  CHECK(kind("We've accepted your objection, and we use your posts.") == "answered");
  CHECK(kind("We accept your objection, and we have approved using your posts for AI at Meta.") != "confirmation");
}

TEST_CASE("the letter after a year in Bulgarian ends no sentence") {
  CHECK(reading::judge_words("Уважихме възражението Ви от 14 май 2025 г. Ви благодарим.").sentence ==
        "Уважихме възражението Ви от 14 май 2025 г. Ви благодарим.");
}

TEST_CASE("to name the number of the case is no more than any mail asks for") {
  for (const char* words : {"We will honour your objection. Please quote your case number whenever you write to us.",
                            "Wir kommen deinem Widerspruch nach. Bitte gib bei Rückfragen die Vorgangsnummer an.",
                            "Vaší námitce vyhovíme. V další korespondenci prosím uvádějte číslo jednací.",
                            "Noudatamme vastustamistasi. Mainitkaa asianumero yhteydenotoissanne."}) {
    INFO(words);
    CHECK(kind(words) == "confirmation");
  }
  CHECK(kind("About your objection: please send a copy of your ID, and quote your case number.") == "asked-for-more");
  CHECK(kind("About your objection: please tell us your account. Please quote your case number.") == "asked-for-more");
  CHECK(kind("We will honour your objection. In part, as your case number shows.") == "answered");
}

TEST_CASE("the number after an abbreviation begins no sentence") {
  CHECK(reading::judge_words("Ihrem Widerspruch nach Art. 21 DSGVO geben wir nicht statt.").sentence ==
        "Ihrem Widerspruch nach Art. 21 DSGVO geben wir nicht statt.");
  CHECK(reading::judge_words("Уважихме възражението ви по чл. 21 от ОРЗД.").sentence ==
        "Уважихме възражението ви по чл. 21 от ОРЗД.");
  CHECK(reading::judge_words("We refused your objection after 2 weeks! 21 days are left.").sentence ==
        "We refused your objection after 2 weeks!");
  CHECK(reading::judge_words("We refused your objection. 21 days are left.").sentence == "We refused your objection.");
}

TEST_CASE("a granted request and an end of use may stand in two sentences") {
  CHECK(kind("Your request has been approved. We won't use your posts for AI at Meta.") == "confirmation");
  CHECK(kind("Your request has been approved. We won't use your phone number for AI at Meta.") == "answered");
  CHECK(kind("Your request for a copy of your data has been approved. We won't use your posts for AI at Meta.") ==
        "answered");
  CHECK(kind("AI at Meta is new. You sent us a request, and we've accepted it.") == "answered");
}

TEST_CASE("what a phrase leaves open isn't known") {
  // "excluded … training" and "request … AI" are phrases; what stands between may be anything.
  CHECK(kind("As you asked, we have excluded your phone number from AI training.") == "answered");
  CHECK(kind("As you asked, we have excluded your posts from AI training.") == "confirmation");
}

TEST_CASE("a refused request about AI is a refusal without the word objection") {
  CHECK(kind("We had to turn down your request not to have your posts used for AI.") == "declined");
  CHECK(kind("KI-Training: Wir können deinem Wunsch nicht nachkommen") == "declined");
}

TEST_CASE("an abbreviation of AI counts in capitals only") {
  CHECK(kind("Mar a d’iarr tú, ní úsáidfimid do phostálacha le haghaidh IS.") == "confirmation");
  // But a name of several words may begin with a short one.
  CHECK(kind("As you asked, we have left your posts out of our models.") == "confirmation");
  // "is" is an Irish word, "ai" a French one.
  CHECK(kind("Mar a d’iarr tú, is amhlaidh nach n-úsáidfimid d’uimhir.") == "unrelated");
  CHECK(kind("Comme vous l’avez demandé, j’ai noté que nous n’utiliserons pas votre numéro.") == "unrelated");
}

TEST_CASE("what somebody else says in a mail is not Meta's word") {
  CHECK(kind("Your friend wrote: We have accepted your objection.") == "unrelated");
  CHECK(kind("Bob posted “We have accepted your objection” in a group.") == "unrelated");
  CHECK(kind("> We have accepted your objection.\n") == "unrelated");
  CHECK(kind("Thanks for your mail.\n\n-----Original Message-----\nWe have accepted your objection.") == "unrelated");
  CHECK(kind("We have accepted your objection. It’s final.") == "confirmation");
}

TEST_CASE("what is granted until a day, for processing, or beside a use, is for the person to read") {
  for (const char* words :
       {"Възражението ви е уважено до 1.6.2027.", "Vaši námitku respektujeme do 1.6.2027.",
        "Vi respekterer din indsigelse til 1.6.2027.", "Σεβόμαστε την εναντίωσή σας ως τις 1.6.2027.",
        "We honour your objection to 1.6.2027.", "We respecteren je bezwaar tot 1.6.2027.",
        "Uwzględniamy Twój sprzeciw do 1.6.2027.", "Vašu námietku rešpektujeme do 1.6.2027.",
        "Vi respekterar din invändning till 1.6.2027.", "Dein Widerspruch wurde zur Verarbeitung angenommen.",
        "A tua oposição foi aceite para tratamento.", "Vaš ugovor je sprejet v obdelavo.",
        "Wir haben deinen Widerspruch angenommen und nutzen deine öffentlichen Beiträge."}) {
    INFO(words);
    CHECK(reading::judge_words(words).kind == "answered");
  }
}

TEST_CASE("what is denied in words that aren't known is no refusal, and is for the person to read") {
  for (const char* words :
       {"Unfortunately your objection has led to nothing.", "Please do not reply to this e-mail about your objection.",
        "Your objection doesn't affect your profile.", "We couldn't find your objection.",
        "Your objection doesn't cover photos that others share.",
        "Dein Widerspruch hat keine Auswirkungen auf dein Profil.",
        "Votre opposition ne concerne pas les photos des autres."}) {
    INFO(words);
    const auto mail = reading::judge_words(std::string(words) + " Best wishes.");
    CHECK(mail.kind == "answered");
    CHECK(mail.sentence == words);
  }
  const auto both = reading::judge_words("We will honour your objection. Your objection doesn’t affect your profile.");
  CHECK(both.kind == "answered");
  CHECK(both.sentence == "Your objection doesn’t affect your profile.");
}

TEST_CASE("what is granted and taken back, or granted and announced, is for the person to read") {
  CHECK(kind("Your objection was accepted. We will let you know within a month whether it applies.") == "answered");
  CHECK(kind("You have the right to object to AI at Meta. Your objection will be honoured.") == "answered");
  CHECK(kind("Your objection has arrived safely. We’re on it!") == "received");
  CHECK(kind("Your objection to AI at Meta keeps us busy.") == "answered");
  CHECK(kind("We cannot review and accept your objection.") == "declined");
  CHECK(kind("We will honour your objection if you send us a copy.") != "confirmation");
}
