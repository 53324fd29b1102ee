import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { kindOption, limitOption, withExamples } from '#src/cli/options';
import { renderRelated } from '#src/cli/render/related';
import { inSession } from '#src/cli/session';

type Arguments = readonly [kind: string, id: string, relation?: string];

interface Options {
  readonly kind?: readonly string[];
  readonly limit?: number;
}

export const relatedCommand = (io: Io): Command =>
  withExamples(
    new Command('related')
      .summary('show what a record is related to')
      .description(
        'Shows what a record is related to: what it refers to, what refers to it, and what it is linked with.',
      )
      .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
      .argument('<id>', 'the record')
      .argument(
        '[relation]',
        'only this relation, or this kind: blocks, issues; several with commas',
      )
      .addOption(kindOption())
      .addOption(limitOption(50)),
    'workspace related task WS-TASK-001',
    'workspace related task WS-TASK-001 issues',
    'workspace related session SESSION-7 decisions,issues,activities',
    'workspace related task WS-TASK-001 workflow',
  ).action(
    inSession<Arguments, Options>(io, async (session, [kind, id, relation], options) => {
      const { client } = session;
      const relations = relation === undefined ? undefined : [relation];
      const query = { relations, kinds: options.kind, limit: options.limit };
      const response = await client.related({ kind, id }, query);
      if (session.asJson) return session.answer(response, String);
      const kinds = await client.kinds();
      session.say(
        renderRelated(response, { style: session.style, tableWidth: tableWidth(io), kinds }),
      );
    }),
  );
