import {
  DeclarationUnreadable,
  DeclaredParameter,
  partsOfDeclaration,
  type DeclarationCommand,
  type DeclarationRefusal,
  type WorkflowDeclaration,
} from '@hyperloop/contracts/packages';
import { z } from 'zod';
import { BlobMissing } from '../kernel/blob-store/blob-store.js';
import type { Look, Lookup } from '../kernel/slice.js';
import type { DeclarationFacts } from './declaration.decider.js';

type Ref = DeclarationCommand['data']['declaration'];
const Parts = z.array(z.array(DeclaredParameter));

/** The parts of a declaration, from its blob; undefined when there is none, or it holds something else. */
export const partsIn = async (
  ref: Ref,
  { blobs }: Pick<Look, 'blobs'>,
): Promise<DeclarationFacts['RecordDeclaration']['parts'] | undefined> => {
  try {
    // Whoever imports a catalogue names the blob, so what it holds is judged like anything from outside.
    const parts = Parts.safeParse(partsOfDeclaration((await blobs.json(ref)) as WorkflowDeclaration));
    return parts.success ? parts.data : undefined;
  } catch (fault) {
    if (fault instanceof TypeError || fault instanceof SyntaxError || fault instanceof BlobMissing) return undefined;
    throw fault;
  }
};
export const factsOfRecording = async (
  { declaration, workflowName }: DeclarationCommand['data'],
  lookup: Lookup,
): Promise<DeclarationFacts['RecordDeclaration'] | DeclarationRefusal> => {
  const parts = await partsIn(declaration, lookup);
  return parts === undefined ? DeclarationUnreadable.of({ workflowName }) : { parts };
};
