#pragma once
#include <string_view>

namespace demur::history {

/// The style of the exported document: on paper, on a screen of any width, in dark mode. Its own policy lets nothing
/// else in.
inline constexpr std::string_view export_style = R"css(
:root{color-scheme:light dark;--page:#fff;--text:#18211f;--muted:#4b5754;--line:#d3dad8;--late:#7a4700;--link:#0b5f5a}
@media screen and (prefers-color-scheme:dark){
:root{--page:#121716;--text:#e9efed;--muted:#aebab7;--line:#3a4543;--late:#f3c56b;--link:#7ad3c8}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
overflow-wrap:break-word}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .5rem}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0;max-width:44rem}
.small,dt,th{color:var(--muted);font-size:.8125rem;font-weight:400}
.late{display:block;color:var(--late)}
a{color:var(--link);text-underline-offset:3px}
:focus-visible{outline:3px solid currentColor;outline-offset:2px}
blockquote{margin:.375rem 0;padding-inline-start:.75rem;border-inline-start:3px solid var(--line);white-space:pre-wrap;
unicode-bidi:plaintext}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line)}
th{border:0}
.summary{table-layout:fixed}
.summary :is(th,td):nth-child(1){width:24%}
.summary :is(th,td):nth-child(2){width:20%}
.summary :is(th,td):nth-child(4){width:19%}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.375rem 1rem;margin:.75rem 0}
dd{margin:0;min-width:0}
.events{padding:0;list-style:none}
.events>li{padding:.625rem 0;border-top:1px solid var(--line)}
article{margin-top:3rem;border-top:2px solid var(--line)}
code{font:.75rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
.small code{display:block}
.appendix{margin-top:3rem;border-top:2px solid var(--line)}
.appendix ol{padding-inline-start:2.25rem}
.entries>li{padding:.25rem 0;font-size:.75rem}
@media screen and (max-width:40rem){
.summary,.summary tbody,.summary tr,.summary td{display:block}
.summary thead{display:none}
.summary tr{padding:.5rem 0;border-top:1px solid var(--line)}
.summary td:nth-child(n){width:auto;padding:.25rem 0;border:0}
.summary td::before{content:attr(data-label);display:block;color:var(--muted);font-size:.8125rem}
dl{grid-template-columns:minmax(0,1fr);gap:0}
dd{margin-bottom:.5rem}}
@media print{
body{font-size:10pt}
main{max-width:none;padding:0}
h1{font-size:16pt}
.small,dt,th{font-size:8.5pt}
.summary{font-size:9pt}
.summary .small,.summary th{font-size:8pt}
.summary td{padding:3pt 6pt 3pt 0}
.summary blockquote{margin:2pt 0}
.summary~.summary thead{display:none}
.summary+h3,h3{margin:8pt 0 3pt}
article,.appendix{break-before:page;margin:0;border:0}
article>h2,.appendix>h2{margin-top:0}
h2,h3{break-after:avoid}
tr,.events>li,.entries>li{break-inside:avoid}
thead{display:table-header-group}
.entries{font-size:7pt}
.entries code{font-size:6.5pt}}
@page{margin:18mm 16mm 20mm;
@bottom-left{content:"Demur";font:8pt sans-serif;color:#4b5754}
@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#4b5754}}
)css";

}  // namespace demur::history
