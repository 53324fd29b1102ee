import { loginPage } from './login.tsx';
import { kindsPage } from './kinds-page.tsx';
import { kindReferencePage, referencePage } from '#web/reference/reference-page';
import { searchPage } from '#web/search/search-page';
import { searchPart } from '#web/search/search-part';
import { dashboardPage } from '#web/dashboard/dashboard-page';
import { createRecord, editRecordPage, newRecordPage, saveEdited } from '#web/edit/edit-page';
import { failuresPart, indexPage, indexPart } from '#web/index-state/index-page';
import { listPage } from '#web/list/list-page';
import { confirmImport, previewPage } from '#web/transfer/preview-page';
import { takeUpload, transferPage } from '#web/transfer/transfer-page';
import { actOnIndex } from '#src/web/index-state/actions';
import { setState } from '#src/web/list/set-state';
import { graphPage } from '#web/graph/graph-page';
import { FRAME_PATH } from '#web/mermaid/diagram';
import { recordPage } from '#web/record/record-page';
import { timelinePage } from '#web/timeline/timeline-page';
import { mermaidFrame } from '#src/web/mermaid/frame-page';
import { actOnRecord } from '#src/web/record/act-on-record';

import { chooseTheme } from './theme.ts';
import type { PageRoute } from './visit.ts';

/** Every page, in the order in which paths are tried. */
export const PAGES: readonly PageRoute[] = [
  { path: '/', GET: searchPage },
  { path: '/part/search', GET: searchPart },
  { path: '/record/:kind/:id', GET: recordPage, POST: actOnRecord },
  { path: '/graph', GET: graphPage },
  { path: '/timeline', GET: timelinePage },
  { path: FRAME_PATH, GET: mermaidFrame },
  { path: '/list', GET: kindsPage },
  { path: '/list/:kind', GET: listPage },
  { path: '/list/:kind/:id', POST: setState },
  { path: '/new/:kind', GET: newRecordPage, POST: createRecord },
  { path: '/edit/:kind/:id', GET: editRecordPage, POST: saveEdited },
  { path: '/dashboard', GET: dashboardPage },
  { path: '/index', GET: indexPage, POST: actOnIndex },
  { path: '/part/index', GET: indexPart },
  { path: '/part/index-failures', GET: failuresPart },
  { path: '/transfer', GET: transferPage, POST: takeUpload },
  { path: '/transfer/:upload', GET: previewPage, POST: confirmImport },
  { path: '/docs', GET: referencePage },
  { path: '/docs/:kind', GET: kindReferencePage },
  { path: '/login', GET: loginPage },
  { path: '/theme', POST: chooseTheme },
];
