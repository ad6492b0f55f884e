/** An analysis as its ticket says (rule 4). */
export type Ticket = {
  jiraKey: string;
  /** Title of the ticket. */
  name: string;
  /** The JIRA project: the working group, or OHSW for service wagons (rule 6). */
  project: string;
  analyzers: readonly string[];
};
/** A ticket that could not be read, with the sentence why; the others are taken over. */
export type UnreadTicket = { jiraKey: string; sentence: string };
export type Tickets = { tickets: readonly Ticket[]; unread: readonly UnreadTicket[] };

/** Nothing can be taken from the directory now; the sentence says why and where. */
export class DirectoryUnreadable extends Error {
  override readonly name = 'DirectoryUnreadable';
}

/** Where analyses and their members come from: users never edit membership here (rule 4). */
export interface AnalysisDirectory {
  /** `file` or `jira`, as it is told with each sync. */
  readonly source: string;
  /** All analyses of this system: issue type Analysis with “Run 3 analysis” = Yes. Throws `DirectoryUnreadable`. */
  read(): Promise<Tickets>;
  /** Calls when something may have changed, where the source can tell; the answer ends it. */
  watch(changed: () => void): () => void;
}

/** The project of service analyses (rule 6). */
export const SERVICE_PROJECT = 'OHSW';
