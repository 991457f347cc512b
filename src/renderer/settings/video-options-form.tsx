import type { SteerRange } from '../../shared/domain/steering.ts';
import {
  optionsOf,
  readVideoOption,
  videoOptionWords,
  whyFewer,
  type VideoDraft,
  type VideoOption,
} from './video-options.ts';

/** How a world model makes its pictures: only what changes them is asked. */
export function VideoOptionsForm({
  range,
  draft,
  onChange,
}: {
  range: SteerRange;
  draft: VideoDraft;
  onChange: (draft: VideoDraft) => void;
}) {
  const set = (option: VideoOption, text: string) => onChange({ ...draft, [option]: text });
  const fewer = whyFewer(range);
  return (
    <fieldset className="video-options">
      <legend>How its pictures are made</legend>
      {optionsOf(range).map((option) => (
        <VideoOptionField key={option} option={option} text={draft[option]} onChange={(text) => set(option, text)} />
      ))}
      {fewer !== null && <p>{fewer}</p>}
    </fieldset>
  );
}

function VideoOptionField({
  option,
  text,
  onChange,
}: {
  option: VideoOption;
  text: string;
  onChange: (text: string) => void;
}) {
  const { label, takes } = videoOptionWords[option];
  const isWrong = readVideoOption(option, text) === null;
  return (
    <label className="field">
      <span>{label}</span>
      {takes === null ? (
        <select className="select" value={text} onChange={(event) => onChange(event.target.value)}>
          <option value="train">as in training</option>
          <option value="none">as they come</option>
        </select>
      ) : (
        <input
          className="input"
          inputMode="decimal"
          value={text}
          aria-invalid={isWrong}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {isWrong && <span className="field-error">{takes}</span>}
    </label>
  );
}
