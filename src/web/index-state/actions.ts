import type { Client } from '#src/client';
import { formOf, textIn } from '#src/web/form-body';
import { refused } from '#src/web/refused';
import { seeOther, type Visit } from '#src/web/visit';

type Act = (client: Client, form: FormData) => Promise<unknown>;

interface Action {
  readonly act: Act;
  /** What is said afterwards. */
  readonly done: string;
}

/** What can be done about the index, by the name that its button has. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  'retry-all': {
    act: (client) => client.retryIndex(),
    done: 'What failed is tried again.',
  },
  retry: {
    act: (client, form) =>
      client.retryIndex({ kind: textIn(form, 'kind'), id: textIn(form, 'id') }),
    done: 'The record is tried again.',
  },
  use: {
    act: (client, form) => client.useModel({ model: textIn(form, 'model') }),
    done: 'The model is chosen. Its vectors are made beside the present ones, which answer until all are there.',
  },
  cancel: {
    act: (client) => client.cancelModel(),
    done: 'The change of the model was given up.',
  },
  rollback: {
    act: (client) => client.rollbackModel(),
    done: 'The model before answers again.',
  },
  prune: {
    act: (client) => client.pruneSpaces(),
    done: 'Vectors that nothing uses are dropped.',
  },
  forget: {
    act: (client, form) => client.forgetSource(textIn(form, 'source'), 'keep'),
    done: 'The folder is forgotten. Its documents stay.',
  },
};

/** POST /index: carries one of the actions out. Code: invalid_body. */
export async function actOnIndex(visit: Visit): Promise<Response> {
  const form = await formOf(visit);
  const name = textIn(form, 'action');
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action)
    throw refused(
      'invalid_body',
      `'${name.slice(0, 40)}' is nothing that the index can do.`,
      'Load the page again.',
    );
  await action.act(visit.client, form);
  return seeOther(`/index?done=${name}`);
}
