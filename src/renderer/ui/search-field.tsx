import { Search } from 'lucide-react';
import type { InputHTMLAttributes, Ref } from 'react';
import './field.css';

/** A field with a glass, for finding or filtering. */
export function SearchField({
  label,
  value,
  onChange,
  ref,
  trailing,
  ...rest
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
  trailing?: React.ReactNode;
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'>) {
  return (
    <label className="search-field">
      <Search size={13} strokeWidth={1.75} aria-hidden />
      <input
        ref={ref}
        type="text"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {trailing}
    </label>
  );
}
