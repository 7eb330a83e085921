// How the page looks: two themes, the colours of Okabe and Ito in both.

const LIGHT = `--ground:#fff;--panel:#f6f7f9;--text:#1a1d21;--dim:#5b6470;--line:#d8dde3;--stripe:#f7f8fa;--chosen:#111;
--orange:#e69f00;--sky:#56b4e9;--green:#009e73;--yellow:#f0e442;--blue:#0072b2;--red:#d55e00;--purple:#cc79a7;--grey:#8a929c;
--event:#d55e00;--message:#0072b2;--quit:#cc79a7;--greeting:#e69f00;--command:#a8437f;--frame:#0072b2;--state:#009e73;--gate:#009e73;--note:#8a929c`

const DARK = `--ground:#14171b;--panel:#1c2026;--text:#e8ebef;--dim:#9aa4b1;--line:#343b45;--stripe:#181c21;--chosen:#fff;
--orange:#e69f00;--sky:#56b4e9;--green:#00b383;--yellow:#f0e442;--blue:#3b9ddb;--red:#f0701a;--purple:#dd8fba;--grey:#8a929c;
--event:#f0701a;--message:#56b4e9;--quit:#dd8fba;--greeting:#e69f00;--command:#dd8fba;--frame:#56b4e9;--state:#00b383;--gate:#00b383;--note:#8a929c`

const KIND_STYLES = [
  'event',
  'message',
  'quit',
  'greeting',
  'command',
  'frame',
  'state',
  'gate',
  'note',
].map(kind => `.of-${kind}{fill:var(--${kind})}`)

/** The page's own style sheet. */
export const STYLE = `
:root{color-scheme:light;${LIGHT}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${DARK}}}
:root[data-theme=dark]{color-scheme:dark;${DARK}}
*{box-sizing:border-box}
body{margin:0;padding:12px 16px;height:100vh;display:flex;flex-direction:column;gap:8px;background:var(--ground);color:var(--text);font:14px/1.4 system-ui,sans-serif}
header{display:flex;align-items:baseline;gap:16px}
h1{font-size:18px;margin:0}
h2{font-size:15px;margin:0;display:flex;align-items:baseline;gap:6px;overflow-wrap:anywhere}
p{margin:0}
#counts{flex:1;font-weight:600}
#sources{color:var(--dim);font-size:12px;white-space:pre-line;overflow-wrap:anywhere}
#remarks{margin:0;padding:6px 12px 6px 28px;border-left:4px solid var(--orange);background:var(--panel);font-size:13px}
#remarks:empty{display:none}
button,input,select{font:inherit;font-size:13px;color:var(--text);background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:3px 8px}
button{cursor:pointer}
button:hover{border-color:var(--dim)}
:focus-visible{outline:2px solid var(--blue);outline-offset:1px}
#filters{display:flex;flex-wrap:wrap;gap:6px 8px;align-items:center;font-size:13px}
#words{width:250px}
#lane{max-width:240px}
#from,#to{width:84px}
#kinds{display:flex;flex-wrap:wrap;gap:4px}
button[aria-pressed=false]{opacity:.5;text-decoration:line-through}
#in-view[aria-pressed=false]{text-decoration:none;opacity:1}
#in-view[aria-pressed=true]{background:var(--text);color:var(--ground)}
.glyph{width:13px;height:13px;flex:none;vertical-align:-2px;margin-right:4px}
${KIND_STYLES.join('\n')}
main{flex:1;min-height:0;display:grid;gap:10px 14px;grid-template:minmax(150px,auto) minmax(160px,1fr)/minmax(0,1fr) minmax(360px,37%)}
section{min-width:0;min-height:0}
#picture{overflow:auto;border:1px solid var(--line);border-radius:8px;max-height:62vh;position:relative}
#tools{position:sticky;top:0;left:0;z-index:2;display:flex;gap:4px;padding:6px 8px 2px;height:0;overflow:visible}
#tools button{height:26px;min-width:28px}
#chart{padding-top:4px}
#hint{position:fixed;z-index:9;max-width:460px;padding:3px 8px;border-radius:5px;background:var(--text);color:var(--ground);font-size:12px;pointer-events:none;overflow-wrap:anywhere}
#detail{overflow:auto;border:1px solid var(--line);border-radius:8px;padding:10px 12px}
#list-box{grid-row:1/3;grid-column:2;display:flex;flex-direction:column;gap:4px}
#shown,#keys,.dim{color:var(--dim);font-size:12px}
#list{flex:1;min-height:120px;overflow:auto;border:1px solid var(--line);border-radius:8px;position:relative}
#rows{position:relative;overflow:hidden;min-width:100%}
.rows{position:absolute;left:0;right:0;top:0}
.row{display:flex;gap:8px;height:24px;line-height:24px;padding:0 8px;white-space:nowrap;overflow:hidden;cursor:pointer;font-size:12.5px}
.row:nth-child(even){background:var(--stripe)}
.row:hover{background:var(--panel)}
.row[aria-selected=true]{background:#0072b2;color:#fff}
.row[aria-selected=true] .glyph{fill:#fff}
.time{width:76px;flex:none;text-align:right;font-variant-numeric:tabular-nums}
.mark .glyph{margin:0}
.where{width:120px;flex:none;overflow:hidden;text-overflow:ellipsis;opacity:.75}
.what{flex:1;overflow:hidden;text-overflow:ellipsis}
table{border-collapse:collapse;margin-top:8px;font-size:12.5px}
td,th{text-align:left;vertical-align:top;padding:3px 14px 3px 0;border-top:1px solid var(--line);font-weight:400;overflow-wrap:anywhere;max-width:360px}
tr:first-child th{border:0;color:var(--dim);font-size:11.5px}
.offset,.hex{font-family:ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre;font-size:12px}
.offset{color:var(--dim)}
tr:first-child th{white-space:nowrap}
th.name{font-weight:600;overflow-wrap:normal}
.value{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:12px;min-width:156px}
.meaning{min-width:96px}
.source{color:var(--dim);font-size:11.5px}
#detail h2{margin-top:10px}
.to-entry{cursor:pointer}
.to-entry:hover{background:var(--panel)}
p.pair{margin-top:6px}
.bad{color:var(--red)}
.u-select{background:color-mix(in srgb,var(--blue) 25%,transparent)}
.u-cursor-x{border-color:var(--dim)}
@media (max-width:900px){body{height:auto}main{display:flex;flex-direction:column}#list{height:50vh;flex:none}}
`
