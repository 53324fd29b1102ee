import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { WorkspaceError } from '#src/errors';
import type { Dtype, ModelEntry } from '#models/catalog';

/** Where a model may come from, tried in this order: its own folder, the models folder, a hub. */
export interface ModelSource {
  /** Folder of this very model; when given, nothing else is tried. */
  readonly localFolder?: string;
  /** Folder with a folder for each model, named like its repository. */
  readonly modelsFolder: string;
  /** Address of a mirror in the hub's layout: `{hubMirror}/{repository}/resolve/{revision}/{file}`. */
  readonly hubMirror?: string;
  /** Keeps what was downloaded; without it nothing is kept. */
  readonly cacheFolder?: string;
  /** Default: only if a mirror is given. Without a mirror the library's own hub is asked. */
  readonly allowDownload?: boolean;
  /** Milliseconds without a byte after which a download has failed. Default 30,000. */
  readonly stallTimeout?: number;
}

/** A source that was chosen: a folder is `parent/name`. `tried` is for people. */
export type Location =
  | {
      readonly from: 'folder';
      readonly parent: string;
      readonly name: string;
      readonly tried: string;
    }
  | { readonly from: 'hub'; readonly host?: string; readonly name: string; readonly tried: string };

/** The file with the weights, inside a model's folder. */
const weightsFile = (dtype: Dtype): string =>
  dtype === 'quantised' ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';

/** Chooses where a model is loaded from, without touching the network. Errors: `model_unavailable`. */
export function locate(entry: ModelEntry, source: ModelSource): Location {
  const folder = resolve(source.localFolder ?? join(source.modelsFolder, entry.repository));
  if (source.localFolder !== undefined || existsSync(folder)) return inFolder(entry, folder);
  const { hubMirror, allowDownload = hubMirror !== undefined } = source;
  if (!allowDownload) throw missing(entry, folder, 'is not there, and nothing may be downloaded');
  const tried = `${hubMirror ?? 'the model hub'} (repository ${entry.repository})`;
  return {
    from: 'hub',
    name: entry.repository,
    tried,
    ...(hubMirror !== undefined && { host: hubMirror.replace(/\/*$/, '/') }),
  };
}

function inFolder(entry: ModelEntry, folder: string): Location {
  const files = [
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    weightsFile(entry.dtype),
  ];
  const absent = files.find((file) => !existsSync(join(folder, file)));
  if (absent !== undefined) throw missing(entry, folder, `has no ${absent}`);
  return {
    from: 'folder',
    parent: dirname(folder),
    name: basename(folder),
    tried: `the folder ${folder}`,
  };
}

const missing = (entry: ModelEntry, folder: string, fault: string): WorkspaceError =>
  new WorkspaceError(
    'model_unavailable',
    `The embedding model ${entry.id} cannot be loaded: the folder ${folder} ${fault}.`,
    {
      next:
        `Put the files of ${entry.repository} there, name a folder or a hub mirror that has them, ` +
        'allow the download, or choose the model that ships with the project.',
    },
  );
