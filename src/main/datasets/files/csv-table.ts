/** A table out of comma-separated text (RFC 4180: quotes double themselves, lines end with LF or CRLF). */
export function csvTable(text: string): { header: string[]; rows: { line: number; cells: string[] }[] } {
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  const endRow = () => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells });
    cells = [];
  };
  while (at <= text.length) {
    let cell = '';
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      line += cell.split('\n').length - 1;
      at = end + 1;
    }
    const next = nextBreak(text, at);
    cell += text.slice(at, next).replace(/\r$/, '');
    cells.push(cell);
    at = next + 1;
    if (text[next] === ',') continue;
    endRow();
    rowLine = ++line;
  }
  return { header: rows[0]?.cells ?? [], rows: rows.slice(1) };
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return text.length;
}

/** Place of the next comma or line end, the text's length where there is none. */
function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === ',' || text[at] === '\n') return at;
  return text.length;
}
