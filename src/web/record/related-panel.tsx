import { StatusBadge } from '#web/parts';
import { GraphSvg } from '#web/graph/graph-svg';
import type { RelatedGroup, RelatedItem } from '#src/client/relations';
import { kindNames, kindOf } from '#src/kinds/index';
import { RELATION_NAMES } from '#src/kinds/relations-names';
import { layoutGraph } from '#src/web/graph/layout';
import type { View } from '#src/web/visit';
import { capital, counted, plural, recordPath, spoken } from '#src/web/words';

import { graphPath } from './graph-path.ts';
import type { RecordSheet } from './read-record.ts';
import { linkWith, type KeptLink } from './read-links.ts';

interface SheetProps {
  readonly sheet: RecordSheet;
}

/** What a record is related to, drawn and in words, and a form to say more. */
export const RelatedPanel = ({ sheet }: SheetProps): View => {
  const { related, graph } = sheet;
  return (
    <section class="sheet-related" id="related" aria-labelledby="related-title">
      <h2 id="related-title">Related</h2>
      {graph.nodes.length > 1 ? (
        <>
          <GraphSvg layout={layoutGraph(graph)} label={`Records around ${sheet.title}`} />
          <p class="small">
            <a href={graphPath(sheet.ref)}>Go further</a>
          </p>
        </>
      ) : (
        <p class="muted">Nothing is linked to it yet.</p>
      )}
      {related.groups.map((group) => (
        <Group group={group} sheet={sheet} />
      ))}
      {related.missing.length === 0 ? null : (
        <p class="notice tone-warn">
          Named, and not there:{' '}
          {related.missing.map(({ relation, id }) => `${id} (${spoken(relation)})`).join(', ')}
        </p>
      )}
      <NewLink sheet={sheet} />
    </section>
  );
};

const Group = ({ group, sheet }: SheetProps & { readonly group: RelatedGroup }): View => (
  <div class="related-group">
    <h3>
      {capital(spoken(group.relation))}{' '}
      <span class="muted">{counted(group.total, kindOf(group.kind).label)}</span>
    </h3>
    <ul>
      {group.items.map((item) => (
        <Item item={item} sheet={sheet} link={linkWith(sheet.links, group, item)} />
      ))}
    </ul>
    {group.total > group.items.length ? (
      <p class="muted small">and {group.total - group.items.length} more</p>
    ) : null}
  </div>
);

interface ItemProps extends SheetProps {
  readonly item: RelatedItem;
  readonly link: KeptLink | undefined;
}

/** Only what a link says can be taken away here: what a field says is changed in that field. */
const Item = ({ item, sheet, link }: ItemProps): View => (
  <li>
    <a href={recordPath(item)}>{item.title}</a>
    <span class="meta">
      {typeof item.status === 'string' ? <StatusBadge status={item.status} /> : null}
      {item.title === item.id ? null : <span class="id">{item.id}</span>}
      {link?.note ? <span>{link.note}</span> : null}
    </span>
    {link ? (
      <form method="post" action={recordPath(sheet.ref)}>
        <input type="hidden" name="do" value="unlink" />
        <button class="quiet" name="link" value={link.id} aria-label={`Unlink ${item.title}`}>
          ×
        </button>
      </form>
    ) : null}
  </li>
);

const NewLink = ({ sheet: { ref } }: SheetProps): View => (
  <details class="new-link">
    <summary>Link it to another record</summary>
    <form class="sheet-form" method="post" action={recordPath(ref)}>
      <input type="hidden" name="do" value="link" />
      <label>
        Relation
        <input name="relation" list="relations" placeholder="affects" required />
      </label>
      <datalist id="relations">
        {RELATION_NAMES.map((name) => (
          <option value={name} />
        ))}
      </datalist>
      <label>
        Kind
        <select name="kind">
          {kindNames.map((name) => (
            <option value={name} selected={name === ref.kind}>
              {plural(kindOf(name).label)}
            </option>
          ))}
        </select>
      </label>
      <label>
        Id
        <input name="id" required />
      </label>
      <button class="button small">Link</button>
    </form>
  </details>
);
