#include <string>
#include <vector>

#include "catch.hpp"
#include "reading/mail/judge.hpp"

using namespace demur::reading;

// What real providers wrote above a mail (manifests/mail-providers.json), with Meta's domain in it, and what somebody
// else can write there.

namespace {

const std::string senders_part =
    "DKIM-Signature: v=1; a=rsa-sha256; d=facebookmail.com; s=s1024-2013-q3; h=From; bh=x; b=y\n"
    "From: Facebook <case++aazq4xkq7vj2@support.facebook.com>\nTo: anna@example.org\nSubject: Your objection\n"
    "Date: Sun, 22 Nov 2026 14:33:10 +0000\n\nWe will honour your objection to AI at Meta.\n";

MailRecord judged(const std::string& above, const std::string& below = senders_part) {
  return judge_message(above + below).front();
}

std::string received(const std::string& by, const std::string& from = "mx-out.facebook.com") {
  return "Received: from " + from + " (66-220-144-1.mail-mail.facebook.com [66.220.144.1])\n\tby " + by +
         " with ESMTPS id 1 for <anna@example.org>;\n\tSun, 22 Nov 2026 14:33:11 +0000\n";
}

std::string results(const std::string& words) {
  return "Authentication-Results: " + words + "\n";
}

struct Shape {
  std::string what, above;
};

const std::string gmail_results =
    "mx.google.com;\n       dkim=pass header.i=@facebookmail.com header.s=s1024-2013-q3 header.b=AbC;\n       "
    "spf=pass (google.com: domain of x@facebookmail.com designates 66.220.144.1 as permitted sender) "
    "smtp.mailfrom=x@facebookmail.com;\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=facebookmail.com";
const std::string outlook_results =
    "spf=pass (sender IP is 66.220.144.1)\n smtp.mailfrom=facebookmail.com; dkim=pass (signature was verified)\n "
    "header.d=facebookmail.com;dmarc=pass action=none\n header.from=facebookmail.com;compauth=pass reason=100";
const std::string icloud_results =
    results("bimi.icloud.com; bimi=pass header.d=facebook.com header.selector=default policy.authority=pass") +
    "X-ARC-Info: policy=fail; arc=none\n" + results("arc.icloud.com; arc=none") + "X-DMARC-Info: pass=pass\n" +
    "X-DMARC-Policy: v=DMARC1; p=reject\n" + results("dmarc.icloud.com; dmarc=pass header.from=facebookmail.com") +
    results(
        "dkim-verifier.icloud.com;\n\tdkim=pass (1024-bit key) header.d=facebookmail.com header.i=@facebookmail.com "
        "header.b=Abc") +
    results(
        "spf.icloud.com; spf=pass (spf.icloud.com: domain of x@facebookmail.com designates 66.220.144.1 as "
        "permitted sender) smtp.mailfrom=x@facebookmail.com");

std::vector<Shape> genuine_shapes() {
  const std::string nemesis = received("mx-ha.gmx.net (mxgmx116 [212.227.17.5])");
  const std::string atlas =
      "Received: from 127.0.0.1\n by atlas-production.v2-mail-prod1-gq1.omega.yahoo.com pod-id "
      "atlas--production-gq1-5.gq1.yahoo.com with HTTP; Sun, 22 Nov 2026 14:33:12 +0000\nReturn-Path: "
      "<x@facebookmail.com>\nReceived-SPF: pass (domain of facebookmail.com designates 66.220.144.1)\n";
  const std::string fastmail =
      received("mx4.messagingengine.com (Authentication Milter)") + "ARC-Seal: i=1; a=rsa-sha256; cv=none\n" +
      results("mx4.messagingengine.com; x-csa=none; x-me-sender=none; x-ptr=pass") +
      results("mx4.messagingengine.com; bimi=skipped (DMARC Policy is not at enforcement)") +
      results("mx4.messagingengine.com; arc=none (no signatures found)") +
      results(
          "mx4.messagingengine.com;\n    dkim=pass (1024-bit rsa key sha256) header.d=facebookmail.com "
          "header.i=@facebookmail.com;\n    dmarc=pass policy.published-domain-policy=reject "
          "header.from=facebookmail.com;\n    spf=pass smtp.mailfrom=x@facebookmail.com");
  return {
      {"Gmail",
       "Delivered-To: anna@example.org\nReceived: by 2002:a05:6a10:1234 with SMTP id x; Sun, 22 Nov 2026 "
       "06:33:11 -0800\nARC-Authentication-Results: i=1; mx.google.com; dkim=pass\nReturn-Path: "
       "<x@facebookmail.com>\n" +
           received("mx.google.com") + "Received-SPF: pass (google.com: domain)\n" + results(gmail_results)},
      {"Gmail, saved by Thunderbird",
       "X-Mozilla-Status: 0001\nX-UIDL: 1\n" + received("mx.google.com") + results(gmail_results)},
      {"Outlook.com",
       received("AM0PR02.eurprd01.prod.outlook.com (2603:10a6::1)", "AM0PR01.eurprd01.prod.outlook.com") +
           results(outlook_results) + "Received-SPF: Pass (protection.outlook.com: domain)\n" +
           received("DB5EUR01FT.mail.protection.outlook.com (10.0.0.1)")},
      {"Yahoo", atlas +
                    results("atlas-production.v2-mail-prod1-gq1.omega.yahoo.com;\n dkim=pass "
                            "header.i=@facebookmail.com header.s=s1024-2013-q3;\n spf=pass "
                            "smtp.mailfrom=facebookmail.com;\n dmarc=pass(p=REJECT) header.from=facebookmail.com;") +
                    received("10.253.236.11", "66.220.144.1")},
      {"AOL, 2026",
       atlas + results("atlas103.aol.mail.ne1.yahoo.com;\n dkim=pass header.i=@facebookmail.com "
                       "header.s=s1024-2013-q3 arc_overridden_status=NOT_OVERRIDDEN;\n dmarc=pass(p=REJECT) "
                       "header.from=facebookmail.com arc_overridden_status=NOT_OVERRIDDEN;")},
      {"iCloud", "Received: from p00-icloudmta-asmtp by p35-mailgateway-smtp-7c with SMTP id 1; Sun, 22 Nov 2026\n" +
                     received("mx03.me.com (Postfix)") + "X-ICL-SCORE: 3.3\n" + icloud_results},
      {"iCloud, three checks", received("p00-icloudmta-asmtp.icloud.com") +
                                   results("dmarc.icloud.com; dmarc=pass header.from=facebookmail.com") +
                                   results("dkim-verifier.icloud.com; dkim=pass header.d=facebookmail.com") +
                                   results("spf.icloud.com; spf=pass smtp.mailfrom=facebookmail.com")},
      {"GMX",
       "Return-Path: <x@facebookmail.com>\n" + results(" gmx.net; dkim=pass header.i=@facebookmail.com") + nemesis},
      {"GMX, a mail with a second signature", results("gmx.net; dkim=pass header.i=@amazonses.com") +
                                                  results("gmx.net; dkim=pass header.i=@facebookmail.com") + nemesis},
      {"WEB.DE", results("web.de; dkim=pass header.i=@facebookmail.com") + received("mx-ha.web.de (mxweb011)")},
      {"IONOS",
       results("kundenserver.de; dkim=pass header.i=@facebookmail.com") + received("mx.kundenserver.de (mxeue011)")},
      {"Posteo", received("mailin05.posteo.de (Postfix)", "mx02.posteo.de") +
                     results("posteo.de; dmarc=pass (p=reject dis=none) header.from=facebookmail.com") +
                     results("posteo.de; spf=pass smtp.mailfrom=x@facebookmail.com") +
                     results("posteo.de;\n\tdkim=pass (1024-bit key; unprotected) header.d=facebookmail.com "
                             "header.i=@facebookmail.com;\n\tdkim-atps=neutral") +
                     "X-Posteo-TLS-Received-Status: TLSv1.3\n" + received("mx02.posteo.de (Postfix)")},
      {"Fastmail", fastmail},
      {"Fastmail, within its house", "Received: from phl-imap-01 by slotpi12m5 (Cyrus 3.9) with LMTPA; Sun, 22 Nov\n" +
                                         received("phl-compute-07.internal", "phl-mx-01.messagingengine.com") +
                                         fastmail},
      {"Zoho", received("mx.zohomail.eu") + "Received-SPF: pass\n" +
                   results("mx.zohomail.eu;\n\tdkim=pass;\n\tspf=pass  smtp.mailfrom=x@facebookmail.com;\n\tdmarc=pass "
                           "header.from=support.facebook.com")},
  };
}

std::vector<Shape> forgeries() {
  const std::string fake = "dkim=pass header.d=facebookmail.com; dmarc=pass header.from=facebookmail.com";
  const auto isp = received("mx.isp.example (Postfix)", "evil.example");
  const auto google = received("mx.google.com", "evil.example");
  const std::string failed = "dkim=none; spf=fail smtp.mailfrom=evil.example; dmarc=fail header.from=facebookmail.com";
  return {
      {"no line of transport", results("gmx.net; " + fake)},
      {"no line of transport, iCloud's names", icloud_results},
      {"no line of transport, no name", results(outlook_results)},
      {"the provider isn't listed", isp + results("mx.isp.example; " + fake)},
      {"the sender's own organisation", isp + received("mta.evil.example") + results("mta.evil.example; " + fake)},
      {"a listed provider below another's host", isp + google + results("mx.google.com; " + fake)},
      {"Outlook's below another's host", isp + received("b.protection.outlook.com", "a") + results(outlook_results)},
      {"Outlook's with something between",
       received("AM0PR02.eurprd01.prod.outlook.com") + "Reply: x\nReceived-SPF: x\n" + results(outlook_results)},
      {"no name at a provider that gives one", google + results(outlook_results)},
      {"another name", google + results("mx.evil.example; " + fake)},
      {"GMX's below its Received", received("mx-ha.gmx.net") + results("gmx.net; " + fake)},
      {"GMX's above another's Received", results("gmx.net; " + fake) + isp},
      {"GMX's above another's header", results("gmx.net; " + fake) + "Keywords: x\n" + received("mx-ha.gmx.net")},
      {"T-Online writes none", received("ehead12a05.aul.t-online.de") +
                                   received("mailin21.mgt.mul.t-online.de", "evil.example") +
                                   results("t-online.de; " + fake)},
      {"Seznam is not known", received("email-smtpd12.ko.seznam.cz") + results("mx.seznam.cz; " + fake)},
      {"Disroot writes none about a mail without a signature",
       received("disroot.org", "evil.example") + results("disroot.org; " + fake)},
      {"Yandex likewise", received("mxfront.qloud-c.yandex.net") + results("mxfront.qloud-c.yandex.net; " + fake)},
      {"Proton's file has them in another order",
       received("mailin021.protonmail.ch") + results("mail.protonmail.ch; " + fake)},
      {"a second one, below Gmail's", google + results("mx.google.com; " + failed) + results("mx.google.com; " + fake)},
      {"a second one, below iCloud's",
       received("mx03.me.com") + results("dmarc.icloud.com; dmarc=fail header.from=facebookmail.com") +
           results("spf.icloud.com; spf=fail") + results("dkim-verifier.icloud.com; " + fake)},
      {"a second one, below iCloud's, without a word on DMARC",
       received("mx03.me.com") + results("spf.icloud.com; spf=fail") + results("dkim-verifier.icloud.com; " + fake)},
      {"a second one, below Posteo's, which writes nothing on a missing signature",
       received("mx02.posteo.de") + results("posteo.de; dmarc=fail header.from=facebookmail.com") +
           results("posteo.de; spf=fail") + results("posteo.de; " + fake)},
      {"a second one, below Fastmail's", received("mx4.messagingengine.com") +
                                             results("mx4.messagingengine.com; " + failed) +
                                             results("mx4.messagingengine.com; " + fake)},
      {"ARC alone", google + "ARC-Authentication-Results: i=1; mx.google.com; " + fake + "\n"},
      {"below the sender's headers", google + "Subject: x\n" + results("mx.google.com; " + fake)},
      {"below the sender's signature", google + "DKIM-Signature: v=1\n" + results("mx.google.com; " + fake)},
      {"SPF and DMARC alone", google + results("mx.google.com; spf=pass smtp.mailfrom=facebookmail.com; dmarc=pass "
                                               "header.from=facebookmail.com")},
      {"DMARC says no, though a signature passes", google + results("mx.google.com; dkim=pass "
                                                                    "header.d=facebookmail.com; dmarc=fail")},
      {"a result that is no pass", google + results("mx.google.com; dkim=passed header.d=facebookmail.com")},
      {"a domain of another that ends alike",
       google + results("mx.google.com; dkim=pass header.d=notfacebookmail.com")},
      {"Meta's domain in a quoted part of the signer's address",
       google + results("mx.google.com; dkim=pass header.i=\"a header.d=facebookmail.com b\"@evil.example")},
      {"Meta's domain before the signer's @",
       google + results("mx.google.com; dkim=pass header.i=\"@facebookmail.com\"@evil.example")},
      {"Meta's domain in a quoted reason",
       google + results("mx.google.com; dkim=pass reason=\"x header.d=facebookmail.com\" header.d=evil.example")},
      {"the sender's address ends the comment",
       google + results("mx.google.com; spf=pass (google.com: domain of \"a) ; "
                        "dkim=pass header.d=facebookmail.com (\"@evil.example "
                        "designates 6.6.6.6) dkim=none")},
      {"a sender that calls itself by a provider's host",
       received("mx.isp.example", "x by mx.google.com") + results("mx.google.com; " + fake)},
      {"a host that only ends like iCloud's",
       received("p0-icloudmta-x.evil.example") + results("dkim-verifier.icloud.com; " + fake)},
      {"a host that only begins like Fastmail's",
       received("compute6.internal") + isp + results("mx4.messagingengine.com; " + fake)},
      {"Zoho's pass for somebody else", received("mx.zohomail.eu") + results("mx.zohomail.eu; dkim=pass; dmarc=pass "
                                                                             "header.from=evil.example")},
  };
}

}  // namespace

TEST_CASE("the verdict of each listed provider is understood where it stands") {
  for (const auto& [what, above] : genuine_shapes()) {
    INFO(what);
    const auto mail = judged(above);
    CHECK(mail.authentication == "provider");
    CHECK(mail.suspicious.empty());
  }
}

TEST_CASE("what a sender can write is never a provider's verdict") {
  for (const auto& [what, above] : forgeries()) {
    INFO(what);
    const auto mail = judged(above);
    CHECK(mail.authentication != "provider");
    CHECK(mail.authentication != "signed");
    CHECK_FALSE(mail.suspicious.empty());
  }
}

TEST_CASE("a provider's own no is a no, and silence is not") {
  const auto with = [](const std::string& words) { return judged(received("mx.google.com") + results(words)); };
  const auto denied = with("mx.google.com; dkim=none; spf=fail smtp.mailfrom=evil.example; dmarc=fail (p=REJECT)");
  CHECK(denied.authentication == "fail");
  CHECK(denied.suspicious == std::vector<std::string>{"provider-denies"});
  const auto silent = with("mx.google.com; spf=neutral smtp.mailfrom=x@facebookmail.com");
  CHECK(silent.authentication == "none");
  CHECK(silent.suspicious == std::vector<std::string>{"not-signed"});
  const auto broken = with("mx.google.com; dkim=fail header.i=@facebookmail.com");
  CHECK(broken.authentication == "fail");
  CHECK(broken.suspicious == std::vector<std::string>{"signature-failed"});
}

TEST_CASE("a service that passes Meta's mail on is told as one, and proves nothing") {
  const auto above = received("mx.google.com", "mail.service.example") +
                     results("mx.google.com; dkim=pass header.i=@service.example; dmarc=pass");
  const auto from = [&](const std::string& sender) {
    return judged(above, "From: " + sender +
                             "\nReply-To: x@example.net\nTo: alias@slmail.me\nSubject: Your objection\n\n"
                             "We will honour your objection to AI at Meta.\n");
  };
  for (const char* sender :
       {"\"Instagram - no-reply at mail.instagram.com\" <no-reply_at_mail_instagram_com_abcdef@simplelogin.co>",
        "\"'privacy at facebookmail.com'\" <alias+privacy=facebookmail.com@addy.io>",
        "\"privacy@facebookmail.com [via Relay]\" <abc123@mozmail.com>", "privacy_at_facebookmail.com_anna@duck.com",
        "Facebook <privacy_at_support_facebook_com_x1@privaterelay.appleid.com>"}) {
    INFO(sender);
    const auto mail = from(sender);
    CHECK(mail.kind == "confirmation");
    CHECK(mail.authentication == "none");
    CHECK(mail.suspicious == std::vector<std::string>{"alias"});
  }
  CHECK(from("\"Bob at example.net\" <bob_at_example_net_x@simplelogin.co>").kind == "unrelated");
  CHECK(from("\"privacy@facebookmail.com [via Relay]\" <abc123@mozmail.com.example.net>").suspicious !=
        std::vector<std::string>{"alias"});
}

TEST_CASE("a host with a very long name costs little") {
  const std::string name = "p" + std::string(60000, '-') + "x";
  CHECK(judged(received(name) + results("dkim-verifier.icloud.com; dkim=pass header.d=facebookmail.com"))
            .authentication == "none");
}
