import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { FaultScript } from './faults.testing.js';
import type { AppendOutcome, Expected, MemoryStore, Proposed } from './memory-store.testing.js';
import { errors, nameOf, proposedOf, successMessage, wrongVersionMessage } from './wire.testing.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type BatchReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchResp = InstanceType<typeof streams.BatchAppendResp>;

const expectedOf = (options: InstanceType<typeof streams.AppendReq.Options> | undefined): Expected => {
  if (options?.hasRevision()) return Number(options.getRevision());
  if (options?.hasNoStream()) return -1;
  return options?.hasStreamExists() ? -4 : -2;
};

/** One append per call: the path the adapter takes. */
export const appendCall =
  (store: MemoryStore, faults: FaultScript, onCall: () => void) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    onCall();
    const fault = faults.next('append');
    let stream = '';
    let expected: Expected = -2;
    const proposed: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      if (request.hasOptions()) {
        stream = nameOf(request.getOptions()?.getStreamIdentifier());
        expected = expectedOf(request.getOptions());
      }
      const message = request.getProposedMessage();
      if (message) proposed.push(proposedOf(message));
    });
    const reply = (outcome: AppendOutcome): void => {
      if ('tooLarge' in outcome) answer(errors.tooLarge(outcome.tooLarge));
      else
        answer(
          null,
          'wrong' in outcome ? wrongVersionMessage(expected, outcome.wrong) : successMessage(outcome.revision, outcome.position),
        );
    };
    call.on('end', () => {
      if (call.cancelled || fault?.kind === 'silent') return;
      if (fault?.kind === 'unavailable') return answer(errors.unavailable());
      if (fault?.kind === 'accessDenied') return answer(errors.accessDenied());
      if (fault?.kind === 'notLeader') return answer(errors.notLeader(fault.port));
      const outcome = store.append(stream, expected, proposed);
      if (fault?.kind === 'storedSilent') return;
      if (fault?.kind === 'storedUnavailable') return answer(errors.unavailable());
      if (fault?.kind === 'late') return faults.hold(() => reply(outcome));
      reply(outcome);
    });
  };

const batchExpectedOf = (options: InstanceType<typeof streams.BatchAppendReq.Options> | undefined): Expected => {
  if (options?.hasStreamPosition()) return Number(options.getStreamPosition());
  if (options?.hasNoStream()) return -1;
  return options?.hasStreamExists() ? -4 : -2;
};

const batchError = (expected: Expected, outcome: Exclude<AppendOutcome, { revision: number }>): InstanceType<typeof status.Status> => {
  const details = new anyPb.Any();
  if ('tooLarge' in outcome) {
    details.pack(
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(outcome.tooLarge).serializeBinary(),
      'event_store.client.MaximumAppendSizeExceeded',
    );
  } else {
    const wrong = new shared.WrongExpectedVersion();
    if (outcome.wrong < 0) wrong.setCurrentNoStream(new emptyPb.Empty());
    else wrong.setCurrentStreamRevision(String(outcome.wrong));
    if (expected >= 0) wrong.setExpectedStreamPosition(String(expected));
    else wrong.setExpectedNoStream(new emptyPb.Empty());
    details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  }
  return new status.Status().setMessage('the append was refused').setDetails(details);
};

/** Many appends on one call: the client's default path, here to show what it does and that the adapter avoids it. */
export const batchAppendCall =
  (store: MemoryStore, faults: FaultScript, onCall: () => void) =>
  (call: ServerDuplexStream<BatchReq, BatchResp>): void => {
    onCall();
    const fault = faults.next('batchAppend');
    if (fault?.kind === 'okEnd') return void call.end();
    if (fault?.kind === 'unavailable') return void call.destroy(errors.unavailable() as Error);
    const open = new Map<
      string,
      { stream: string; expected: Expected; identifier: InstanceType<typeof shared.StreamIdentifier> | undefined; proposed: Proposed[] }
    >();
    call.on('data', (request: BatchReq) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions();
      const identifier = options?.getStreamIdentifier();
      const append = open.get(id) ?? { stream: nameOf(identifier), expected: batchExpectedOf(options), identifier, proposed: [] };
      open.set(id, append);
      append.proposed.push(...request.getProposedMessagesList().map(proposedOf));
      if (!request.getIsFinal()) return;
      open.delete(id);
      if (fault?.kind === 'silent') return;
      const outcome = store.append(append.stream, append.expected, append.proposed);
      const response = new streams.BatchAppendResp().setCorrelationId(request.getCorrelationId()).setStreamIdentifier(append.identifier);
      if ('revision' in outcome) {
        const position = new shared.AllStreamPosition()
          .setCommitPosition(String(outcome.position))
          .setPreparePosition(String(outcome.position));
        response.setSuccess(new streams.BatchAppendResp.Success().setCurrentRevision(String(outcome.revision)).setPosition(position));
      } else response.setError(batchError(append.expected, outcome));
      const reply = () => call.write(response);
      if (fault?.kind === 'late') faults.hold(reply);
      else reply();
    });
    call.on('end', () => call.end());
  };
