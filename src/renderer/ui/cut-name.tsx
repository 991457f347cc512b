import './cut-name.css';

/** So much of a long name's end always stays: names cut out of one log differ there. */
const END = 10;

/** A name that is cut in its middle where there is no room for all of it. */
export function CutName({ children: name }: { children: string }) {
  if (name.length <= END + 4) return name;
  return (
    <span className="cut-name" title={name}>
      <span>{name.slice(0, -END)}</span>
      <span>{name.slice(-END)}</span>
    </span>
  );
}
