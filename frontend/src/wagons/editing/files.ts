import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import {
  downloadOf,
  overviewOfUpload,
  readConfigurationBytes,
  type Configuration,
  type UploadOverview,
} from '@hyperloop/contracts/wagons/configuration';
import { configurationOf, draftOf } from './draft';

export type Read = { readonly ok: true; readonly overview: UploadOverview } | { readonly ok: false; readonly sentence: string };

/** What a file would make of the form; a file that cannot be read says line and reason (rules 58–63). */
export const readUpload = (workflow: WorkflowDeclaration, current: Configuration, bytes: Uint8Array): Read => {
  const read = readConfigurationBytes(bytes);
  if (read.ok) return { ok: true, overview: overviewOfUpload(workflow, current, read.file) };
  const { line, column, reason } = read.fault;
  return { ok: false, sentence: `Line ${String(line)}, column ${String(column)}: ${reason}` };
};

export type Stored = { readonly row: Pick<WagonRow, 'variants'>; readonly workflow: WorkflowDeclaration };

/** The file of a wagon as it is stored, with what its dependencies configure before it (rule 58). */
export const downloadText = (own: Stored, dependencies: readonly Stored[]): string => {
  const configured = ({ row, workflow }: Stored) => ({ workflow, configuration: configurationOf(workflow, draftOf(row)) });
  return downloadOf(configured(own), dependencies.map(configured));
};
