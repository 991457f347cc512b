/** The report's whole style: always light, read on a screen of any width and printed on A4. */
export const reportStyle = `
:root { color-scheme: light; --bg1:#fff; --bg2:#f6f7f9; --bg3:#eceef2; --track:#f1f3f5; --line1:#e0e3e8; --line2:#c3c9d3;
  --t1:#15181d; --t2:#46505c; --t3:#5b6674; --acc:#3d53d6; --half:#8a5d00; --fail:#c4155f; --a:#be4b3a; --b:#0a7a8b; --c:#5b5442; --d:#6b4fb3; }
* { box-sizing: border-box; }
html { background: var(--bg1); }
body { margin: 0; color: var(--t1); font: 400 12px/16px Inter, -apple-system, "Segoe UI", system-ui, "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-print-color-adjust: exact; print-color-adjust: exact; display: grid; grid-template-columns: 236px minmax(0, 1fr); }
.mono, td.n, .hash { font-family: "JetBrains Mono", ui-monospace, "SF Mono", "Cascadia Mono", Consolas, monospace; font-size: 11px; }
a { color: inherit; }
h1 { font-size: 24px; line-height: 30px; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 14.5px; line-height: 20px; font-weight: 600; margin: 0 0 8px; }
h2 span { font-size: 11px; font-weight: 400; color: var(--t3); margin-left: 8px; }
section { margin-top: 24px; }
nav { position: sticky; top: 0; height: 100vh; padding: 28px 20px 20px 28px; border-right: 1px solid var(--line1); display: flex; flex-direction: column; gap: 2px; }
nav .brand { display: flex; align-items: center; gap: 8px; font-weight: 600; font-size: 12px; margin-bottom: 22px; }
nav a { display: flex; justify-content: space-between; gap: 8px; padding: 5px 0; color: var(--t2); text-decoration: none; }
nav > a:first-of-type { color: var(--t1); font-weight: 600; }
nav a:hover { color: var(--t1); text-decoration: underline; }
nav a:focus-visible, .save a:focus-visible { outline: 2px solid var(--acc); outline-offset: 2px; }
nav a .n { font: 400 11px/16px "JetBrains Mono", ui-monospace, monospace; color: var(--t3); }
nav .files { margin-top: auto; color: var(--t2); font-size: 11px; line-height: 14px; }
.save { display: flex; gap: 8px; margin-top: 8px; }
.save a { border: 1px solid var(--line2); background: var(--bg3); border-radius: 5px; padding: 4px 12px; color: var(--t1); font-size: 11px; }
main { padding: 24px 40px 48px; max-width: 1180px; min-width: 0; }
.top { display: flex; align-items: baseline; justify-content: space-between; gap: 24px; }
.top .when { color: var(--t3); font-size: 11px; white-space: nowrap; }
.verdict { font-size: 14.5px; line-height: 23px; color: var(--t2); max-width: 860px; margin: 10px 0 0; }
.verdict strong { color: var(--t1); font-weight: 600; }
.band { display: grid; grid-template-columns: 1.5fr 1.1fr 1.7fr 1.3fr; border: 1px solid var(--line2); border-radius: 6px; margin-top: 16px; background: var(--bg1); }
.band > div { padding: 8px 14px; border-left: 1px solid var(--line2); min-width: 0; overflow-wrap: anywhere; }
.band > div:first-child { border-left: 0; }
.band dt { color: var(--t3); font-size: 11px; line-height: 14px; }
.band dd { margin: 2px 0 0; }
.band .hash { color: var(--t2); white-space: nowrap; }
.key { vertical-align: -1px; margin-right: 4px; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0 8px; height: 25px; text-align: left; font-weight: 400; border-bottom: 1px solid var(--line1); vertical-align: middle; }
th:first-child, td:first-child { padding-left: 0; }
th { color: var(--t2); font-size: 11px; white-space: nowrap; border-bottom-color: var(--line2); }
th.r, td.r, td.n { text-align: right; }
td.n { white-space: nowrap; }
td.t { color: var(--t2); white-space: nowrap; }
td .ci { color: var(--t2); margin-left: 8px; }
td.n.m, td.name { font-weight: 600; }
td.name { font-family: inherit; white-space: nowrap; }
tr.first td { border-bottom-color: var(--line2); height: 28px; }
.gap { padding-left: 24px; }
.axis { display: flex; justify-content: space-between; width: 140px; }
.q { background: repeating-linear-gradient(135deg, #fff 0 6px, #f1f3f5 6px 12px); color: var(--t2); }
th.q { text-align: right; }
th.q.over { text-align: center; border-bottom: 0; border-top: 0; }
.caption { color: var(--t3); font-size: 10px; line-height: 14px; margin: 6px 0 0; max-width: 1080px; }
.delta { display: block; }
.few { color: var(--half); }
.pair { display: grid; grid-template-columns: minmax(0, 6fr) minmax(0, 9fr); gap: 32px; align-items: start; }
.slices td { border-bottom: 0; height: 21px; padding: 0 6px; }
.slices tr.all td { font-weight: 600; }
.slices tr.group td { color: var(--t3); font-size: 10px; padding-top: 4px; }
.slices td.label { max-width: 200px; overflow-wrap: anywhere; }
.gallery { display: grid; grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); gap: 14px 12px; }
figure { margin: 0; break-inside: avoid; }
.shot { position: relative; aspect-ratio: 16 / 9; border-radius: 3px; overflow: hidden; background: var(--track); }
.shot img, .shot svg { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
.shot .said { position: absolute; left: 6px; bottom: 5px; font-size: 10px; line-height: 13px; color: var(--t2); background: rgba(255,255,255,.85); padding: 0 4px; border-radius: 2px; }
figure > svg { display: block; }
.charts { display: flex; flex-wrap: wrap; gap: 8px 12px; }
.strip { display: grid; grid-template-columns: 56px repeat(var(--tiles), minmax(0, 1fr)); gap: 3px 4px; color: var(--t2); font-size: 11px; line-height: 14px; }
.strip .at { text-align: center; }
.strip .of { align-self: center; }
.strip .tile { display: block; text-align: center; min-width: 0; }
.strip img, .strip .none { display: block; width: 100%; aspect-ratio: 1; border-radius: 2px; }
.strip .none { background: repeating-linear-gradient(135deg, #fff 0 6px, #eceef2 6px 12px); font-size: 10px; line-height: 13px; padding: 4px; overflow: hidden; overflow-wrap: anywhere; text-align: left; }
figcaption { margin-top: 5px; line-height: 15px; }
figcaption .l { display: flex; gap: 6px; align-items: center; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
figcaption .l .mono { color: var(--t2); overflow: hidden; text-overflow: ellipsis; }
figcaption .v { color: var(--t2); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; color: var(--t2); font-size: 11px; margin: 8px 0 0; }
.quiet { color: var(--t2); background: var(--bg2); border: 1px solid var(--line1); border-radius: 6px; padding: 10px 14px; margin: 0; }
.wrap { overflow-wrap: anywhere; white-space: pre-wrap; }
pre { margin: 0; padding: 10px 14px; background: var(--bg2); border: 1px solid var(--line1); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 32px; }
.kv th { width: 34%; } .kv td { overflow-wrap: anywhere; } .kv th, .kv td { height: 23px; }
svg.glyph { flex: none; vertical-align: -2px; }
@media screen and (max-width: 1000px) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line1); } main { padding: 20px; }
  .band { grid-template-columns: 1fr 1fr; } .pair, .two { display: block; } .gallery { grid-template-columns: repeat(2, minmax(0, 1fr)); } .scroll { overflow-x: auto; } }
@page { size: A4; margin: 14mm 13mm 15mm; @bottom-left { content: "Foresight"; font: 8px sans-serif; color: #5b6674; } @bottom-right { content: counter(page) " / " counter(pages); font: 8px sans-serif; color: #5b6674; } }
@media print {
  body { display: block; font-size: 9.5px; line-height: 13px; } nav { display: none; } main { padding: 0; max-width: none; }
  h1 { font-size: 19px; line-height: 24px; } h2 { font-size: 12px; break-after: avoid; } .verdict { font-size: 11.5px; line-height: 17px; }
  th, td { height: 19px; padding: 0 4px; } th, td.t, .mono, td.n, .hash { font-size: 8.2px; } td .ci { margin-left: 3px; } svg.delta { width: 84px; } th.gap, td.gap { padding-left: 8px; }
  .strip { grid-template-columns: 40px repeat(var(--tiles), minmax(0, 1fr)); font-size: 8.2px; line-height: 11px; } .gallery:has(.strip) { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .caption, .shot .said { font-size: 8px; line-height: 11px; } .legend, h2 span, figcaption { font-size: 9px; line-height: 12px; }
  section { margin-top: 16px; } tr, .band { break-inside: avoid; } thead { display: table-header-group; }
  .pair { display: block; } .pair > section + section { margin-top: 16px; } .pair > section:first-child { max-width: 128mm; }
  .gallery { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px; }
  .band { grid-template-columns: 1.3fr 1fr 1.5fr 1.2fr; } .band > div { padding: 6px 8px; }
  a { text-decoration: none; }
}
`;
