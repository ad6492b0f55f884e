import { RecordDeclaration, type WorkflowsDeclared } from '@hyperloop/contracts/packages';
import type { z } from 'zod';
import { declarationStream } from '../kernel/composing/streams.js';
import type { Reaction } from '../kernel/slice.js';
import { declaration as recorded } from './declaration.decider.js';
import { partsIn } from './declaration.facts.js';

/**
 * Whatever way a catalogue came in, also before defaults could be searched: what it declares becomes known, each
 * declaration once for all tags. One that cannot be read is left out; the search says how many wagons that concerns.
 */
export const whenWorkflowsDeclaredRecordDeclarations: Reaction = {
  name: 'whenWorkflowsDeclaredRecordDeclarations',
  on: ['WorkflowsDeclared'],
  react: async (event, say, look) => {
    const { workflows } = event.data as z.infer<typeof WorkflowsDeclared>['data'];
    for (const { name, declaration } of workflows) {
      const { state } = await look.state(recorded, declarationStream(declaration.sha256));
      if (state.of > 0 && state.parts === state.of) continue;
      const parts = (await partsIn(declaration, look)) ?? [];
      for (let part = state.parts; part < parts.length; part += 1)
        await say(RecordDeclaration.of({ declaration, workflowName: name }), {
          commandId: `declaration:${event.id}:${declaration.sha256}:${part}`,
        });
    }
  },
};
