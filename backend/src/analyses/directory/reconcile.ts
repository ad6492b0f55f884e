import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { SERVICE_PROJECT, type Ticket } from './analysis-directory.js';

type Known = Pick<AnalysisRow, 'analysisId' | 'name' | 'jiraKey' | 'analyzers'>;
/** What has to be said so that an analysis is what its ticket says. */
export type Step =
  | { step: 'open'; ticket: Ticket; service: boolean }
  | { step: 'rename'; analysisId: string; ticket: Ticket }
  | { step: 'join' | 'leave'; analysisId: string; jiraKey: string; personId: string };

/**
 * Compares the tickets with the analyses there are. An analysis without a ticket is left alone: a directory that was cut
 * short must not empty the system.
 */
export const reconcile = (tickets: readonly Ticket[], known: readonly Known[]): readonly Step[] => {
  const byKey = new Map(known.map((row) => [row.jiraKey, row]));
  return tickets.flatMap((ticket): Step[] => {
    const row = byKey.get(ticket.jiraKey);
    if (row === undefined) return [{ step: 'open', ticket, service: ticket.project === SERVICE_PROJECT }];
    const { analysisId } = row;
    const who = (step: 'join' | 'leave', people: readonly string[]): Step[] =>
      people.map((personId) => ({ step, analysisId, jiraKey: ticket.jiraKey, personId }));
    return [
      ...(row.name === ticket.name ? [] : [{ step: 'rename', analysisId, ticket } as const]),
      ...who(
        'join',
        ticket.analyzers.filter((one) => !row.analyzers.includes(one)),
      ),
      ...who(
        'leave',
        row.analyzers.filter((one) => !ticket.analyzers.includes(one)),
      ),
    ];
  });
};
