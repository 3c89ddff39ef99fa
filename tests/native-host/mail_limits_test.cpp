// What stands beside a grant and may limit it, put it off or take it back. A person has to read it then.
#include <string>

#include "catch.hpp"
#include "reading/mail/judge.hpp"

using namespace demur;

namespace {

const std::string grant = "We've accepted your objection.";

std::string kind(const std::string& words) {
  return reading::judge_words(words).kind;
}

}  // namespace

TEST_CASE("doubt, a condition or a denial in a sentence after a grant is for the person to read") {
  CHECK(kind(grant + " Thank you for your patience.") == "confirmation");
  CHECK(kind(grant + " Except for your photos.") == "answered");
  CHECK(kind(grant + " If you pay for it.") == "answered");
  CHECK(kind(grant + " But no.") == "answered");
  CHECK(kind(grant + "\n\n• Photos: no\n• Comments: no") == "answered");
  CHECK(kind(grant + " You don't need to do anything else.") == "confirmation");
  const auto mail = reading::judge_words(grant + " Except for your photos. Thank you.");
  CHECK(mail.sentence == "Except for your photos.");
}

TEST_CASE("what isn't known about a platform beside a grant is for the person to read") {
  CHECK(kind(grant + " WhatsApp goes its own way.") == "answered");
  CHECK(kind("We've accepted your objection, Threads being the odd one.") == "answered");
  CHECK(kind(grant + " Facebook and Instagram.") == "confirmation");
  CHECK(kind(grant + " We won't use your public information from Facebook to train AI at Meta.") == "confirmation");
}

TEST_CASE("only the line of what stands in any mail says nothing") {
  CHECK(kind(grant + "\n\nThis mailbox can't accept messages.") == "confirmation");
  CHECK(kind(grant + "\n\nOnly for your Facebook account\nThis mailbox can't accept messages.") == "answered");
  CHECK(kind(grant + "\n\nIt doesn't apply to your photos\nThis mailbox can't accept messages.") == "answered");
  CHECK(kind(grant + "\n\nMerrion Road, Dublin 4\nThis mailbox can't accept messages.") == "confirmation");
}

TEST_CASE("an invitation to object for other accounts, too, is neither a question about this objection nor a limit") {
  for (const char* more :
       {"If you have other accounts that aren't in the same Accounts Center, please send us an objection for each.",
        "Do you have another account? Just send us an objection from that one as well.",
        "Please submit a request for each account."}) {
    INFO(more);
    CHECK(kind(grant + " " + more) == "confirmation");
    CHECK(kind(std::string{"About your objection to AI. "} + more) != "asked-for-more");
  }
  CHECK(kind(grant + " Hast du weitere Konten?") == "confirmation");
  CHECK(kind(grant + " It doesn't apply to your other accounts.") == "answered");
  CHECK(kind(grant + " Your other accounts are used to train AI.") == "answered");
  CHECK(kind(grant + " Objections are accepted for other accounts only.") == "answered");
  CHECK(kind(grant + " Do you have another account? Your objection is still being reviewed.") == "answered");
  CHECK(kind(grant + " Your objection stands for one account only, unlike other accounts.") == "answered");
  CHECK(kind("About your objection: please tell us which of your other accounts you mean.") == "answered");
  CHECK(kind("Your objection arrived. Please tell us which of your other accounts you mean.") == "asked-for-more");
}

TEST_CASE("what one may still do after a grant, and what no objection covers, takes nothing back") {
  for (const char* more :
       {"You can withdraw your objection at any time.", "Your posts remain visible to those you share them with.",
        "We may still process information about you if someone else shares a photo of you.",
        "If you have any questions, contact our data protection officer."}) {
    INFO(more);
    CHECK(kind(grant + " " + more) == "confirmation");
    CHECK(kind(std::string{"We can't honour your objection. "} + more) == "declined");
  }
  CHECK(kind("Teie vastuväide on rahuldatud. Võime siiski töödelda teie kohta käivat teavet, kui olete näha pildil, "
             "mida keegi teine on jaganud.") == "confirmation");
  CHECK(kind(grant + " We use your photos to train AI, and those of someone else.") == "answered");
  CHECK(kind(grant + " Someone else might lose by it.") == "answered");
  CHECK(kind(grant + " You can withdraw your objection, since nothing came of it.") == "answered");
  CHECK(kind(grant + " Only your photos are left out, and you can withdraw your objection at any time.") == "answered");
  CHECK(kind(grant + " You can withdraw your objection; until then, it is not yet decided.") == "answered");
}

TEST_CASE("a quotation after a grant is for the person to read, but a name in quotation marks isn't one") {
  CHECK(kind("We've accepted your objection \"in part\".") == "answered");
  CHECK(kind(grant + " Its state is “closed”.") == "answered");
  CHECK(kind("Įvykdėme jūsų prieštaravimą. Jūsų įrašų „Meta AI“ mokyti nenaudosime.") == "confirmation");
  CHECK(kind(grant + " You wrote: “I object”.") == "confirmation");
  const auto mail = reading::judge_words(grant + " Its state is “closed”. Thank you.");
  CHECK(mail.sentence.starts_with("Its state is"));
}

TEST_CASE("an apostrophe before a shortened word, or the mark of a list, hides nothing") {
  CHECK(kind("Je bezwaar is toegewezen. 't Geldt voor Instagram. Voor Facebook wijzen we je bezwaar af.") ==
        "declined");
  CHECK(kind("'s Avonds: we wijzen je bezwaar af.") == "declined");
  CHECK(kind("» We can't honour your objection\n» Thank you") == "declined");
  CHECK(kind("She said 'We can't honour your objection' to him.") == "unrelated");
}

TEST_CASE("where somebody else has the word after a grant, the person reads on") {
  CHECK(kind(grant + " As our lawyer wrote, we can't honour it for Facebook.") == "answered");
  CHECK(kind("Our lawyer wrote: " + grant) == "unrelated");
  CHECK(kind("Vi skriver til dig om din anmodning fra den 14. maj. Din indsigelse er blevet godkendt.") ==
        "confirmation");
}

TEST_CASE("an objection to something else is for the person to read") {
  CHECK(kind("We've looked at your objection to personalised ads. " + grant) == "answered");
  CHECK(kind("Your personalised ads have changed.") == "unrelated");
}

TEST_CASE("what Meta is about to use is no answer that is still to come") {
  CHECK(kind("Very soon we will use your public posts to train AI at Meta. You have the right to object.") ==
        "announcement");
  CHECK(kind(grant + " After that we will use your data again.") != "confirmation");
}

TEST_CASE("a phrase with a negation of its own asks for nothing") {
  CHECK(kind(grant + " You don't need to provide more details.") == "confirmation");
  CHECK(kind(grant + " Please provide more details.") == "asked-for-more");
}

TEST_CASE("the parts of URLs and e-mail addresses are no words") {
  CHECK(kind(grant + " https://www.facebook.com/help/except/for-photos") == "confirmation");
  CHECK(kind(grant + " (www.instagram.com/refused)\nsomebody.else@example.org") == "confirmation");
  CHECK(kind("https://example.org/ We've accepted your objection.") == "confirmation");
  // The mark after one ends the sentence.
  CHECK(kind("We've accepted your objection at https://example.org/case. But no.") == "answered");
  CHECK(reading::judge_words(grant + " Write to help@example.org. But no.").sentence == "But no.");
}

TEST_CASE("what the person wrote about is not what AI goes on using") {
  CHECK(kind("Thank you for contacting us about the use of your posts for AI at Meta. " + grant) == "confirmation");
  CHECK(kind("We use your posts for AI at Meta. " + grant) == "answered");
  CHECK(kind("Thank you for contacting us about the use of your posts, and we use them for AI at Meta. " + grant) ==
        "answered");
  CHECK(kind(grant + " The posts of your request are used for AI at Meta.") == "answered");
}
