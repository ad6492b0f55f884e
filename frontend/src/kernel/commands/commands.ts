import type { AnalysisCommand, ArrangementCommand } from '@hyperloop/contracts/analyses';
import type { DatasetCommand } from '@hyperloop/contracts/datasets';
import type { CatalogueCommand, ReleaseCommand } from '@hyperloop/contracts/packages';
import type { DismissalCommand } from '@hyperloop/contracts/notifications';
import type { PersonCommand } from '@hyperloop/contracts/people';
import type { RunlistCommand } from '@hyperloop/contracts/runlists';
import type { TrainCommand } from '@hyperloop/contracts/trains';
import type { ProposalCommand, WagonCommand } from '@hyperloop/contracts/wagons';

/** Everything a screen may ask for. What only workers say (test runs, jobs) is not among it. */
type AnyCommand =
  | AnalysisCommand
  | ArrangementCommand
  | CatalogueCommand
  | DatasetCommand
  | DismissalCommand
  | PersonCommand
  | ProposalCommand
  | ReleaseCommand
  | RunlistCommand
  | TrainCommand
  | WagonCommand;
export type CommandName = AnyCommand['type'];
export type CommandData<Name extends CommandName> = Extract<AnyCommand, { type: Name }>['data'];
