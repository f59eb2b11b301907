/**
 * GET /v1/code-lists: the words for codes, for whoever has a role here; they change only with the software.
 * contract.md 4; domain.md 10.
 */
import { languages } from '../../../lib/contract/index.ts';
import { codeListsView, codeListView } from '../../views/code-list.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { oneOf, queryOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { type Frame, getTagged } from '../secured.ts';

export function codeListRoutes(frame: Frame): void {
  const { listCodeLists, readCodeList } = localOperations;

  getTagged(frame, routeUrl(listCodeLists.path), listCodeLists.roles, (request) => {
    queryOf(request.query, []);
    return codeListsView();
  });

  getTagged(frame, routeUrl(readCodeList.path), readCodeList.roles, (request) => {
    const language = oneOf(queryOf(request.query, ['language']), 'language', languages);
    const { list = '' } = request.params as { list?: string };
    const view = codeListView(list, language);
    if (view === null) throw new Problem('not-found');
    return view;
  });
}
