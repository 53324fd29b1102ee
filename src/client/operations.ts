import { recordingMethods, type RecordingMethods } from './recordings.ts';
import { sessionMethods, type SessionMethods } from './sessions.ts';
import { queueMethods, type QueueMethods } from './task-queue.ts';
import type { Transport } from './transport.ts';

/** What can be done with records of some kinds beyond keeping them. */
export interface OperationMethods extends SessionMethods, RecordingMethods, QueueMethods {}

export const operationMethods = ({ send }: Pick<Transport, 'send'>): OperationMethods => ({
  ...sessionMethods(send),
  ...recordingMethods(send),
  ...queueMethods(send),
});
