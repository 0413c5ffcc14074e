/** The reference page's look: one column of navigation, one of reading; light and dark by the reader's system. */
export const stylesheet = `:root{color-scheme:light dark;--ink:#22201c;--soft:#6b655b;--line:#e2dccf;--paper:#faf7f0;--card:#fff;--accent:#8f4a1e}
@media (prefers-color-scheme:dark){:root{--ink:#ece6da;--soft:#a89f8f;--line:#3a352d;--paper:#1a1815;--card:#22201c;--accent:#e0a06e}}
*{box-sizing:border-box}html{scroll-padding-top:1rem}
body{margin:0;display:grid;grid-template-columns:17rem minmax(0,1fr);font:16px/1.55 ui-sans-serif,system-ui,sans-serif;color:var(--ink);background:var(--paper)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem 1.25rem;border-right:1px solid var(--line);font-size:.9rem}
nav h1{font:600 1.35rem/1.2 ui-serif,Georgia,serif;margin:0 0 1rem}nav p{margin:1.1rem 0 .2rem;color:var(--soft)}
nav ul{list-style:none;margin:0;padding:0}nav li{padding:.1rem 0}nav a{color:inherit;text-decoration:none}nav a:hover{color:var(--accent);text-decoration:underline}
main{padding:2rem clamp(1rem,4vw,3.5rem) 6rem;max-width:62rem}
h2{font:600 1.75rem/1.2 ui-serif,Georgia,serif;margin:3rem 0 1rem}section:first-child h2{margin-top:0}
article{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem 1.35rem;margin:0 0 1rem}
article:target{border-color:var(--accent);outline:2px solid var(--accent)}
h3{margin:0 0 .35rem;font-size:1.1rem}h3 a{color:inherit;text-decoration:none}h3 a:hover{text-decoration:underline}
h4{margin:1.1rem 0 .4rem;font-size:.9rem}small,i,nav small{color:var(--soft);font-weight:400;font-style:normal;font-size:.8rem}
.access{float:right;font:400 .8rem/1.9 ui-monospace,monospace;color:var(--soft)}
.route{margin:.2rem 0 .6rem}.route b{font:600 .8rem ui-monospace,monospace;color:var(--accent)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.86em;overflow-wrap:anywhere}
pre{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1.1rem;overflow:auto}
.scroll{overflow:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-top:1px solid var(--line);font-weight:400}th{white-space:nowrap}
details{margin-top:.9rem;font-size:.9rem}summary{cursor:pointer;color:var(--soft)}details ul{padding-left:1.1rem}
a{color:var(--accent)}dt{margin-top:.6rem}dd{margin:0;color:var(--soft)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
@media (max-width:52rem){body{display:block}nav{position:static;height:auto;max-height:40vh;border-right:0;border-bottom:1px solid var(--line)}.access{float:none;display:block}}`
