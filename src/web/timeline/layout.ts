import { scaleUtc, type ScaleTime } from 'd3-scale';

import type { ChainMember } from '#src/client/timeline';

import { rowsOf } from './rows.ts';

export interface Mark {
  readonly decision: ChainMember;
  readonly x: number;
  readonly y: number;
}

export interface Lane {
  readonly name: string;
  readonly top: number;
  readonly height: number;
  readonly count: number;
}

/** From what was replaced to what took its place, as an SVG path. */
export interface Succession {
  readonly path: string;
  readonly from: ChainMember;
  readonly to: ChainMember;
}

export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
  readonly marks: readonly Mark[];
  readonly successions: readonly Succession[];
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

/** In the units of the drawing. */
export const MARK = { radius: 5, step: 12 } as const;
const LANE = { padding: 9, left: 150, right: 24, most: 10, rows: 12 } as const;
const AXIS = 24;
const OTHERS = 'others';
const NOWHERE = 'no repository';

/**
 * Decisions on lanes of their repositories, along their days; those without a date are not in it.
 * A decision about several repositories is on the lane of its first. Pure.
 */
export function layoutTimeline(items: readonly ChainMember[], width: number): TimelineLayout {
  const dated = items.filter((item) => !Number.isNaN(timeOf(item)));
  const scale = scaleOf(dated, width);
  const names = laneNames(dated);
  const lanes: Lane[] = [];
  const marks: Mark[] = [];
  let top = AXIS;
  for (const name of names) {
    const own = dated.filter((item) => laneOf(item, names) === name);
    const lane = laneAt({ name, top, items: own }, scale);
    lanes.push(lane.lane);
    marks.push(...lane.marks);
    top += lane.lane.height;
  }
  return {
    ...{ width, height: top, lanes, marks },
    successions: successionsOf(marks),
    ticks: ticksOf(scale, width),
  };
}

type Scale = ScaleTime<number, number>;

const timeOf = ({ date }: ChainMember): number => Date.parse(`${date ?? ''}T00:00:00Z`);

const DAY = 86_400_000;

/** With room at both ends; a single day has a month around it. */
function scaleOf(dated: readonly ChainMember[], width: number): Scale {
  const times = dated.map(timeOf);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const [from, to] = times.length === 0 ? [0, DAY] : [first, last];
  const room = Math.max((to - from) * 0.02, 15 * DAY);
  return scaleUtc()
    .domain([from - room, to + room])
    .range([LANE.left, width - LANE.right]);
}

const ownLane = ({ repos }: ChainMember): string => repos[0] ?? NOWHERE;

/** The repositories with the most decisions, in the order of their names; the rest share a lane. */
function laneNames(dated: readonly ChainMember[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of dated) counts.set(ownLane(item), (counts.get(ownLane(item)) ?? 0) + 1);
  const byCount = [...counts.keys()].sort(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  const shown = byCount.slice(0, byCount.length > LANE.most ? LANE.most - 1 : LANE.most).sort();
  return byCount.length > LANE.most ? [...shown, OTHERS] : shown;
}

const laneOf = (item: ChainMember, names: readonly string[]): string =>
  names.includes(ownLane(item)) ? ownLane(item) : OTHERS;

interface LaneItems {
  readonly name: string;
  readonly top: number;
  readonly items: readonly ChainMember[];
}

function laneAt({ name, top, items }: LaneItems, scale: Scale) {
  const sorted = items.toSorted((a, b) => timeOf(a) - timeOf(b));
  const places = sorted.map((decision) => ({ decision, x: round(scale(timeOf(decision))) }));
  const rows = rowsOf(
    places.map(({ x }) => x),
    { apart: MARK.step, most: LANE.rows },
  );
  const count = Math.max(1, ...rows.map((row) => row + 1));
  const height = count * MARK.step + 2 * LANE.padding;
  return {
    lane: { name, top, height, count: items.length },
    marks: places.map((place, index) => ({
      ...place,
      y: top + LANE.padding + ((rows[index] ?? 0) + 0.5) * MARK.step,
    })),
  };
}

function successionsOf(marks: readonly Mark[]): readonly Succession[] {
  const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }) => `${kind}/${id}`;
  const byKey = new Map(
    marks.flatMap((mark) =>
      [mark.decision, mark.decision.also].flatMap((each) =>
        each ? [[keyOf(each), mark] as const] : [],
      ),
    ),
  );
  const pairs = marks.flatMap((to) =>
    [...new Set(to.decision.supersedes.flatMap((key) => byKey.get(keyOf(key)) ?? []))]
      .filter((from) => from !== to)
      .map((from) => ({ from, to })),
  );
  return pairs.map(({ from, to }) => ({
    path: arc(from, to),
    from: from.decision,
    to: to.decision,
  }));
}

/** Bent upwards, so that a line along a lane is not hidden by what lies between. */
function arc(from: Mark, to: Mark): string {
  const bend = Math.min(26, 8 + Math.abs(to.x - from.x) / 12);
  const [x, y] = [round((from.x + to.x) / 2), round(Math.min(from.y, to.y) - bend)];
  return `M${from.x} ${from.y}Q${x} ${y} ${to.x} ${to.y}`;
}

/** One for about every 110 units of the axis. */
function ticksOf(scale: Scale, width: number): TimelineLayout['ticks'] {
  const count = Math.max(2, Math.round((width - LANE.left) / 110));
  const format = scale.tickFormat(count);
  return scale.ticks(count).map((time) => ({ x: round(scale(time)), label: format(time) }));
}

const round = (value: number): number => Math.round(value * 10) / 10;
