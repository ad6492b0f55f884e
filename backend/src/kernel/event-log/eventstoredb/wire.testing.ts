import { Metadata, status as Status, type ServerErrorResponse } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected, Proposed, StoredEvent } from './memory-store.testing.js';

// Between the store's events and the client's own generated messages.

export const textOf = (bytes: Uint8Array | string): string => Buffer.from(bytes as Uint8Array).toString('utf8');

export const nameOf = (identifier: { getStreamName_asU8(): Uint8Array } | undefined): string =>
  identifier ? textOf(identifier.getStreamName_asU8()) : '';

export const eventMessage = (event: StoredEvent): InstanceType<typeof streams.ReadResp> => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(event.id));
  recorded.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded.getMetadataMap().set('type', event.type).set('content-type', event.contentType).set('created', '638000000000000000');
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position));
  return new streams.ReadResp().setEvent(read);
};

export const checkpointMessage = (position: bigint): InstanceType<typeof streams.ReadResp> =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );

type ProposedMessage = {
  getId(): InstanceType<typeof shared.UUID> | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
};

export const proposedOf = (message: ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? 'application/octet-stream',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

export const successMessage = (revision: number, position: bigint): InstanceType<typeof streams.AppendResp> =>
  new streams.AppendResp().setSuccess(
    new streams.AppendResp.Success()
      .setCurrentRevision(String(revision))
      .setPosition(new streams.AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position))),
  );

export const wrongVersionMessage = (expected: Expected, actual: number): InstanceType<typeof streams.AppendResp> => {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected >= 0) wrong.setExpectedRevision(String(expected));
  else wrong.setExpectedNoStream(new shared.Empty());
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
};

const withException = (code: Status, details: string, headers: Record<string, string>): ServerErrorResponse => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const errors = {
  unavailable: () => withException(Status.UNAVAILABLE, 'the node is going down', {}),
  accessDenied: () => withException(Status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  notLeader: (port: number) =>
    withException(Status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': '127.0.0.1',
      'leader-endpoint-port': String(port),
    }),
  tooLarge: (bytes: number) =>
    withException(Status.INVALID_ARGUMENT, 'Maximum append size exceeded', {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(bytes),
    }),
};
