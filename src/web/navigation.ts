import type { IconName } from './icons.tsx';

export interface NavigationItem {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}

export interface NavigationGroup {
  readonly label: string;
  readonly items: readonly NavigationItem[];
}

/** Where one can go from every page. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    label: 'Find',
    items: [
      { path: '/', label: 'Search', icon: 'search' },
      { path: '/timeline', label: 'Timeline', icon: 'timeline' },
    ],
  },
  {
    label: 'Records',
    items: [
      { path: '/list/architecture_decisions', label: 'Decisions', icon: 'decision' },
      { path: '/list/documents', label: 'Documents', icon: 'document' },
      { path: '/list/cross_repo_issues', label: 'Issues', icon: 'issue' },
      { path: '/list/workspace_tasks', label: 'Tasks', icon: 'task' },
      { path: '/list/workspace_sessions', label: 'Sessions', icon: 'session' },
      { path: '/list', label: 'All kinds', icon: 'kinds' },
    ],
  },
  {
    label: 'Workspace',
    items: [
      { path: '/dashboard', label: 'Dashboard', icon: 'dashboard' },
      { path: '/index', label: 'Index', icon: 'index' },
      { path: '/transfer', label: 'Import, export', icon: 'transfer' },
      { path: '/docs', label: 'API', icon: 'api' },
    ],
  },
];
