import { DeclarationRecorded, declarations, declaredValues, searchableOf } from '@hyperloop/contracts/packages';
import { projection, when } from '../kernel/index.js';

/** What is known of the defaults of a declaration: only one that was told whole can be searched. */
export const declarationsProjection = projection(declarations, {
  on: [
    when(DeclarationRecorded, (rows, { declaration: { sha256 }, workflowName, parts, parameters }) => {
      const before = rows.get(sha256);
      rows.put({
        sha256,
        workflowName,
        parameters: (before?.parameters ?? 0) + parameters.length,
        recorded: (before?.recorded ?? 0) + 1,
        parts,
      });
    }),
  ],
});

export const declaredValuesProjection = projection(declaredValues, {
  on: [
    when(DeclarationRecorded, (rows, { declaration: { sha256 }, parameters }) => {
      for (const { task, parameter, type, kind, value } of parameters)
        rows.put({
          defaultId: `${parameter}\n${sha256}\n${task}`,
          declaration: sha256,
          task,
          parameter,
          type,
          kind,
          value,
          ...searchableOf(value),
        });
    }),
  ],
});
