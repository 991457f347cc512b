import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';

export const traffics: readonly [PdmSetting['traffic'], string][] = [
  ['log-replay', 'Log replay: the others drive as they were recorded'],
  ['reactive-idm', 'Reactive traffic: the others answer the plan (IDM)'],
];
export const filters: readonly [PdmSetting['filter'], string][] = [
  ['human', 'On: what the human driver fails too counts as passed'],
  ['none', 'Off'],
];

/** One of a few, with a sentence each. */
export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly [T, string][];
  value: T;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map(([option, words]) => (
        <label key={option} className="check">
          <input type="radio" name={label} checked={value === option} onChange={() => onChange(option)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
