import { deflateRawSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { kinds } from '#src/kinds/index';
import { sectionsOf } from '#src/kinds/sections';

const sections = (content: string, format: string) =>
  sectionsOf(kinds.documents, { title: '', format, content });

const labelsOf = (content: string, format: string) =>
  sections(content, format)[0]?.text.split('\n') ?? [];

describe('a diagram is one section of its labels', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'flowchart',
      'mermaid',
      '%% note\nflowchart LR\n  subgraph edge [Edge zone]\n  A[Gateway] -->|routes to| B("Order <br/> service")\n  end\n  B -- retries --> C{Paid?} & D\n  style A fill:#fff\n',
      ['Edge zone', 'Gateway', 'routes to', 'Order service', 'retries', 'Paid?', 'D'],
    ],
    [
      'sequence',
      'mermaid',
      '---\ntitle: Checkout\n---\nsequenceDiagram\n  participant S as Shop\n  S->>+Bank: charge card\n  alt refused\n  Note over S,Bank: tell the buyer\n  end',
      ['Checkout', 'Shop', 'S', 'Bank', 'charge card', 'refused', 'tell the buyer'],
    ],
    [
      'class',
      'mermaid',
      'classDiagram\n  class Order {\n    +int total\n  }\n  Order "1" *-- "many" Item : holds',
      ['Order', 'int total', 'Item', 'holds'],
    ],
    [
      'state',
      'mermaid',
      'stateDiagram-v2\n  [*] --> Draft\n  Draft --> Review : submit\n  state "In review" as Review',
      ['Draft', 'Review', 'submit', 'In review'],
    ],
    [
      'entities',
      'mermaid',
      'erDiagram\n  CUSTOMER ||--o{ ORDER : places\n  ORDER {\n    string number PK "as printed"\n  }',
      ['CUSTOMER', 'ORDER', 'places', 'number', 'as printed'],
    ],
    [
      'pie',
      'mermaid',
      'pie title Where time goes\n  "Review" : 40\n  "Build" : 60',
      ['Where time goes', 'Review', 'Build'],
    ],
    [
      'plantuml sequence',
      'plantuml',
      '@startuml\n\' licence\ntitle Billing\nparticipant "Order desk" as O\nO -> Ledger : book\\namount\n== Later ==\nnote left: nightly\nnote right\n  two\n  lines\nend note\n@enduml',
      ['Billing', 'Order desk', 'O', 'Ledger', 'book amount', 'Later', 'nightly', 'two', 'lines'],
    ],
    [
      'plantuml components',
      'plantuml',
      '@startuml\nskinparam x y\npackage "Core" {\n  [Indexer] --> [Store] : writes\n}\ndatabase SQLite\nSystem_Ext(mail, "Mail", "sends")\n@enduml',
      ['Core', 'Indexer', 'Store', 'writes', 'SQLite', 'Mail', 'sends'],
    ],
    [
      'drawio',
      'drawio',
      '<mxfile><diagram name="Page 1"><mxGraphModel><root><mxCell id="0"/><mxCell value="&lt;b&gt;Order&amp;nbsp;desk&lt;/b&gt;&lt;div&gt;new&lt;/div&gt;"/><object label="Ledger"><mxCell/></object></root></mxGraphModel></diagram></mxfile>',
      ['Page 1', 'Order desk new', 'Ledger'],
    ],
  ];
  test.each(cases)('%s', (...[, format, source, expected]) => {
    expect(labelsOf(source, format)).toEqual(expected);
  });

  test('a compressed draw.io page is inflated', () => {
    const xml = '<mxGraphModel><root><mxCell value="Ledger &amp; desk"/></root></mxGraphModel>';
    const packed = deflateRawSync(encodeURIComponent(xml)).toString('base64');
    const source = `<mxfile><diagram name="P1">${packed}</diagram></mxfile>`;
    expect(labelsOf(source, 'drawio')).toEqual(['P1', 'Ledger & desk']);
  });

  test('its offsets cover the source', () => {
    expect(sections('\npie\n "A" : 1\n', 'mermaid')).toMatchObject([
      { start: 1, end: 13, text: 'A' },
    ]);
  });
});
