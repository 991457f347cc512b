import { Keyboard, RotateCcw } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { useDockControl } from '../ui/dock/dock-control.ts';
import { plural } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { layoutKey, sizeClasses } from '../state/layout.ts';
import { BackupsSection } from './backups-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import { saveSetting, useSetting } from './settings-store.ts';

import './settings-view.css';
import { TagTypesSection } from './tag-types-section.tsx';

/** How the window looks and answers, the tags, the models and the backups of the workspace. */
export function SettingsView() {
  return (
    <div className="view">
      <Panel title="Settings">
        <div className="settings">
          <AppearanceSection />
          <KeysSection />
          <TagTypesSection />
          <ModelsSection />
          <BackupsSection />
        </div>
      </Panel>
    </div>
  );
}

function AppearanceSection() {
  const theme = useSetting('theme');
  const reset = () => {
    for (const sizeClass of sizeClasses) saveSetting(layoutKey(sizeClass), null);
    useDockControl.getState().reset();
  };
  return (
    <SettingsSection title="Appearance">
      <div className="settings-row">
        <span>Theme</span>
        <Segmented
          label="Theme"
          value={theme}
          onChange={(next) => saveSetting('theme', next)}
          options={[
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
            { value: 'system', label: 'As the system' },
          ]}
        />
      </div>
      <div className="settings-row">
        <span>Panels of Review, remembered for each size of window</span>
        <Button icon={RotateCcw} onClick={reset}>
          Put them back
        </Button>
      </div>
    </SettingsSection>
  );
}

function KeysSection() {
  const changed = Object.keys(useSetting('keys')).length;
  return (
    <SettingsSection title="Keys" fact={changed === 0 ? 'As they came.' : `${plural(changed, 'key')} changed by you.`}>
      <div className="settings-row">
        <Button icon={Keyboard} onClick={() => openOverlay({ kind: 'keys', remapping: true })}>
          Change keys…
        </Button>
        {changed > 0 && (
          <Button tone="quiet" onClick={() => saveSetting('keys', null)}>
            Put all back
          </Button>
        )}
      </div>
    </SettingsSection>
  );
}
