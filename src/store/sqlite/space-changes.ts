import { WorkspaceError } from '#src/errors';
import type { NewSpace, SpaceWish } from '#src/store/store';

import type { Connection } from './connection.ts';
import {
  changeSpace,
  insertSpace,
  isComplete,
  isOffered,
  lastKept,
  livingSpaces,
  newestOf,
  spaceCalled,
  spaceIn,
  type SpaceRow,
} from './space-rows.ts';

/* The changes that `Spaces` promises; each is to be run in one immediate transaction. */

type Db = Connection['db'];

export const addSpace = (db: Db, space: NewSpace): SpaceRow =>
  livingSpaces(db).find(({ fingerprint }) => fingerprint === space.fingerprint) ??
  insertSpace(db, space);

export function offerSpace(db: Db, space: NewSpace): boolean {
  if (!isOffered(space, livingSpaces(db))) return false;
  insertSpace(db, space);
  return true;
}

export function wantSpace(db: Db, { space, prune }: SpaceWish): SpaceRow {
  const building = spaceIn(db, 'building');
  if (building && building.fingerprint !== space.fingerprint) putBack(db, building);
  const wanted = addSpace(db, space);
  if (wanted.state === 'kept') changeSpace(db, wanted, { state: 'building' });
  if (prune || wanted.state !== 'current') changeSpace(db, wanted, { prunes: prune });
  return spaceCalled(db, space.fingerprint);
}

export function cancelSpace(db: Db): SpaceRow | undefined {
  const building = spaceIn(db, 'building');
  if (building) putBack(db, building);
  return building;
}

export function promoteSpace(db: Db, fingerprint: string): boolean {
  if (!isComplete(db, fingerprint)) return false;
  replaceCurrent(db, spaceCalled(db, fingerprint));
  return true;
}

export function rollbackSpace(db: Db): SpaceRow {
  const last = lastKept(livingSpaces(db));
  if (!last) throw nothingKept();
  replaceCurrent(db, last);
  return spaceCalled(db, last.fingerprint);
}

export function dropSpace(db: Db, fingerprint: string): void {
  const found = spaceCalled(db, fingerprint);
  if (found.state === 'current') throw inUse(found);
  drop(db, found);
}

/** Its fingerprint is free from now on, so that the same space can be built anew at once. */
const drop = (db: Db, space: SpaceRow): void =>
  changeSpace(db, space, { state: 'dropped', fingerprint: `dropped ${space.space}` });

/** What was the current one once, can be again. */
function putBack(db: Db, building: SpaceRow): void {
  if (building.turn > 0) changeSpace(db, building, { state: 'kept', prunes: false });
  else drop(db, building);
}

/** The turn of a space that was the current one before there were turns is the first. */
function replaceCurrent(db: Db, next: SpaceRow): void {
  const highest = Math.max(1, ...livingSpaces(db).map(({ turn }) => turn));
  const current = spaceIn(db, 'current');
  if (current)
    changeSpace(db, current, { state: 'kept', turn: Math.max(1, current.turn), prunes: false });
  changeSpace(db, next, { state: 'current', turn: highest + 1, newest: newestOf(db, next) });
}

const nothingKept = (): WorkspaceError =>
  new WorkspaceError('not_found', 'There is no earlier space to return to.', {
    next: 'Choose a model with `workspace model use <name>`.',
  });

const inUse = ({ model }: SpaceRow): WorkspaceError =>
  new WorkspaceError('wrong_state', `The space of ${model} is the current one.`, {
    next: 'Choose another model first, with `workspace model use <name>`.',
  });
