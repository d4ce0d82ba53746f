import { ACCENT, CANVAS, INK, LINE, MUTED, PAPER } from '../text/palette.ts';

/** The page around the charts follows the reader's light or dark setting; charts and print stay light. */
export const STYLES = `
:root{--ink:${INK};--paper:${PAPER};--canvas:${CANVAS};--line:${LINE};--muted:${MUTED};--accent:${ACCENT};--high:#B3391F;--medium:#8F5E00;--low:#1C6E5C}
@media screen and (prefers-color-scheme:dark){:root{--ink:#E8EDF1;--paper:#11181E;--canvas:#0B1014;--line:#26323B;--muted:#93A4B1;--accent:#5BB5D6;--high:#FF8A6B;--medium:#F0B94B;--low:#5CC7A9}}
*{box-sizing:border-box}
html{background:var(--canvas);color:var(--ink);font:400 15px/1.5 Inter,"Segoe UI",system-ui,-apple-system,"Noto Sans","DejaVu Sans",sans-serif;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:960px;padding:32px 40px 64px;background:var(--paper);overflow-wrap:anywhere}
h1,h2,h3,h4{font-weight:600;line-height:1.3;margin:0}
h1{font-size:20px}
h2{font-size:20px;margin-top:56px;padding-top:16px;border-top:1px solid var(--line)}
h3{font-size:16px;margin:32px 0 8px}
h4,figcaption b,caption b{font-size:13px}
p{margin:8px 0;max-width:76ch}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.answer{font-size:24px;line-height:1.35;font-weight:600;margin:12px 0 16px;max-width:44ch}
.headline{font-size:16px;font-weight:600;margin:8px 0 16px}
.muted,.n{color:var(--muted)}
nav ol{columns:2;padding-left:20px;margin:8px 0 0}
nav li{break-inside:avoid}
dl.figures{display:flex;flex-wrap:wrap;gap:24px 40px;margin:16px 0 24px}
dl.figures div{min-width:110px}
dl.figures dt{color:var(--muted);font-size:13px}
dl.figures dd{margin:0;font-size:28px;line-height:1.2;font-weight:600}
dl.figures dd+dd{font-size:13px;font-weight:400;color:var(--muted)}
figure{margin:24px 0}
figcaption{margin:0 0 8px}
figcaption span{display:block;color:var(--muted);font-size:13px}
.picture{background:#fff;border:1px solid var(--line);border-radius:4px;padding:12px;overflow-x:auto}
.picture svg{display:block;width:100%;height:auto;min-width:520px;font-family:inherit}
.table{overflow-x:auto;margin:16px 0 24px}
table{border-collapse:collapse;font-size:13px;line-height:1.4;min-width:50%}
caption{text-align:left;padding:0 0 8px}
caption .n{margin-left:8px;font-size:13px}
th,td{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:600;border-bottom:1px solid var(--ink);vertical-align:bottom}
td.r,dd{font-variant-numeric:tabular-nums}
td.r,th.r{text-align:right;white-space:nowrap}
td.strong,th.strong{font-weight:600}
.tier-High{color:var(--high)}.tier-Medium{color:var(--medium)}.tier-Low{color:var(--low)}.tier-None{color:var(--muted)}
.tier{font-weight:600;white-space:nowrap}
.swatch{display:inline-block;width:10px;height:10px;margin-right:6px;border-radius:2px}
details summary{cursor:pointer;color:var(--accent);font-size:13px;padding:4px 0;width:fit-content}
pre{font:400 12px/1.5 ui-monospace,Consolas,Menlo,"DejaVu Sans Mono",monospace;background:var(--canvas);border:1px solid var(--line);border-radius:4px;padding:12px;white-space:pre-wrap}
ul{margin:8px 0;padding-left:20px}
li{margin:4px 0;max-width:76ch}
footer{margin-top:56px;padding-top:12px;border-top:1px solid var(--line);color:var(--muted);font-size:12px}
@page{margin:20mm}
@media print{html{background:none;font-size:10pt}body{max-width:none;padding:0}h2,h3,h4,figcaption{break-after:avoid}figure,tr,dl.figures{break-inside:avoid}thead{display:table-header-group}.picture{border:0;padding:0}details:not([open]){display:none}.table,.picture{overflow:visible}a{color:inherit;text-decoration:none}}
`;
