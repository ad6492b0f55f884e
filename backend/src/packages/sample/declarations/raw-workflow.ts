/** A workflow as the field's catalogue extracts spell it; the importer of real catalogues reads it. */
export interface RawConfigurable {
  name: string;
  type: string;
  /** 0 value, 1 axis, 2 process switch. */
  kind: number;
  default: unknown;
  help: string;
}
export interface RawOutput {
  kind: string;
  cppType: string;
  label: string;
  origin: string;
  description: string;
  version: number;
}
export interface RawTask {
  name: string;
  configurables: readonly RawConfigurable[];
  processSwitches: readonly { name: string; default: boolean; help: string }[];
  outputs: readonly RawOutput[];
}
export interface RawWorkflow {
  name: string;
  executable: string;
  pwg: string;
  component: string;
  tasks: readonly RawTask[];
}
export interface RawCatalogue {
  tag: string;
  workflows: readonly RawWorkflow[];
}
