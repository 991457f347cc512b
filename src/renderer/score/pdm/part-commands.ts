import { useMemo } from 'react';
import { pdmMetricKey, pdmSettings, pdmSettingWords, pdmTermsOf } from '../../../shared/domain/pdm-metric.ts';
import { pdmTermWords, type PdmTerm } from '../../../shared/domain/pdm.ts';
import { useClipDetail } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { useCommands, type Command } from '../../ui/commands.ts';
import { instantOf } from './part-instant.ts';
import { selectPart, usePdmFocus } from './pdm-focus.ts';
import { useExplained, usePdmSetting } from './use-explained.ts';
import { toggleWhatIf, useEditablePlan, useWhatIfFollows } from './use-what-if.ts';
import { choosePose, moveChosenPose, scaleSpeed, useWhatIf } from './what-if.ts';

const judge = (
  id: string,
  title: string,
  keys: readonly string[],
  run: () => void,
  disabled: string | null = null,
): Command => ({
  id: `score.${id}`,
  title,
  group: 'Judge',
  scope: 'judge',
  keys,
  run,
  disabled,
});

const settingCommands: readonly Command[] = pdmSettings.map((setting) =>
  judge(pdmMetricKey(setting, 'total'), `Show ${pdmSettingWords(setting)}`, [], () =>
    useSession.getState().set({ metric: pdmMetricKey(setting, 'total') }),
  ),
);

const SPEED_STEP = 0.05;
const POSE_STEP_M = 0.1;

const editCommands = (disabled: string | null): Command[] => [
  judge(
    'what-if-faster',
    'What if: 5 % faster',
    ['Alt+ArrowUp'],
    () => scaleSpeed(useWhatIf.getState().speed + SPEED_STEP),
    disabled,
  ),
  judge(
    'what-if-slower',
    'What if: 5 % slower',
    ['Alt+ArrowDown'],
    () => scaleSpeed(useWhatIf.getState().speed - SPEED_STEP),
    disabled,
  ),
  judge('what-if-next', 'What if: next pose', ['Alt+ArrowRight'], () => choosePose(1), disabled),
  judge('what-if-previous', 'What if: pose before', ['Alt+ArrowLeft'], () => choosePose(-1), disabled),
  judge('what-if-ahead', 'What if: pose ahead', ['Alt+Shift+ArrowUp'], () => moveChosenPose(POSE_STEP_M, 0), disabled),
  judge(
    'what-if-behind',
    'What if: pose back',
    ['Alt+Shift+ArrowDown'],
    () => moveChosenPose(-POSE_STEP_M, 0),
    disabled,
  ),
  judge(
    'what-if-left',
    'What if: pose to the left',
    ['Alt+Shift+ArrowLeft'],
    () => moveChosenPose(0, POSE_STEP_M),
    disabled,
  ),
  judge(
    'what-if-right',
    'What if: pose to the right',
    ['Alt+Shift+ArrowRight'],
    () => moveChosenPose(0, -POSE_STEP_M),
    disabled,
  ),
];

/** The keys of the PDM score: its parts, its settings, and the plan as it might be. */
export function usePartCommands(): void {
  const clipId = useSession((s) => s.clipId);
  const { data: clip } = useClipDetail(clipId);
  const setting = usePdmSetting();
  const explained = useExplained(clip);
  const editable = useEditablePlan();
  const editing = useWhatIf((s) => s.plan !== null);
  useWhatIfFollows();
  const commands = useMemo(() => {
    const none = setting === null ? 'Choose EPDMS or PDMS as the metric first.' : null;
    const terms = pdmTermsOf(setting?.version ?? 'v2');
    const { letter } = usePdmFocus.getState();
    const select = (term: PdmTerm | null) => {
      const result = explained?.plans.find((p) => p.letter === usePdmFocus.getState().letter)?.result;
      const part = result?.terms.find((t) => t.term === term);
      selectPart(term, instantOf(part?.evidence ?? null)?.atS ?? null);
    };
    const step = (by: 1 | -1) => () => {
      const { term } = usePdmFocus.getState();
      const at = term === null ? (by > 0 ? -1 : terms.length) : terms.indexOf(term);
      select(terms.at((at + by + terms.length) % terms.length) ?? null);
    };
    return [
      ...settingCommands,
      judge('next-part', 'Next part of the score', ['X'], step(1), none),
      judge('previous-part', 'Part of the score before', ['Shift+X'], step(-1), none),
      ...terms.map((term) =>
        judge(
          `part-${term}`,
          `Why ${pdmTermWords[term].short}: ${pdmTermWords[term].title}`,
          [],
          () => select(term),
          none,
        ),
      ),
      judge(
        'what-if',
        editing ? 'Leave what if' : `What if: bend the plan of ${letter}`,
        ['W'],
        () => toggleWhatIf(editable),
        typeof editable === 'string' && !editing ? editable : null,
      ),
      ...editCommands(editing ? null : 'Press W first.'),
    ];
  }, [setting, explained, editable, editing]);
  useCommands(commands);
}
