import { z } from 'zod';
import { api } from '../state/connection.ts';
import { queryClient, subjects, useSettings } from '../state/queries.ts';
import { attempt } from '../ui/notices.ts';

/** What the window keeps in the workspace's settings, each with what it reads as when absent or unreadable. */
export const settingSchemas = {
  theme: z.enum(['dark', 'light', 'system']).catch('dark'),
  /** Keys changed by the user, by command id. */
  keys: z.record(z.string(), z.array(z.string())).catch({}),
  /** How the library shows clips. */
  libraryForm: z.enum(['grid', 'list']).catch('grid'),
} as const;
export type SettingName = keyof typeof settingSchemas;
export type SettingValue<N extends SettingName> = z.infer<(typeof settingSchemas)[N]>;
export type Theme = SettingValue<'theme'>;

/** The stored value of a setting, or its default. */
export const readSetting = <N extends SettingName>(
  all: Readonly<Record<string, unknown>> | undefined,
  name: N,
): SettingValue<N> => settingSchemas[name].parse(all?.[name]) as SettingValue<N>;

/** A setting as it is now; the default until the settings have arrived. */
export const useSetting = <N extends SettingName>(name: N): SettingValue<N> => readSetting(useSettings().data, name);

/** Shows a setting at once and keeps it in the workspace; null removes it. */
export function saveSetting(key: string, value: unknown): void {
  queryClient.setQueryData<Record<string, unknown>>([subjects.settings], (all) => ({ ...all, [key]: value }));
  attempt(() => api.app.saveSetting({ key, value }));
}
