import { useQuery } from '@tanstack/react-query';
import type { LabKind, LabRecord } from '../../shared/domain/lab.ts';
import { api } from '../state/connection.ts';
import { subjects } from '../state/queries.ts';

/** World models that can be steered. Under the subject of models, so that one that is added appears. */
export const useSteerModels = () =>
  useQuery({ queryKey: [subjects.models, 'steer'], queryFn: () => api.steer.models() });

export const useLabRecords = () => useQuery({ queryKey: [subjects.lab, 'list'], queryFn: () => api.lab.list() });

export const useLabResult = (labId: string | null) =>
  useQuery({
    queryKey: [subjects.lab, 'result', labId],
    queryFn: () => {
      if (labId === null) throw new Error('no result is chosen');
      return api.lab.get({ labId });
    },
    enabled: labId !== null,
  });

export const useQuoted = () => useQuery({ queryKey: [subjects.lab, 'quoted'], queryFn: () => api.lab.quoted() });

/** The results of a kind, newest first. */
export const recordsOf = (records: readonly LabRecord[], kind: LabKind): LabRecord[] =>
  records.filter((r) => r.request.kind === kind).sort((a, b) => b.createdUs - a.createdUs);
