import { principalOf } from '../../../access/index.ts';
import { getApplication, getConnection, record } from '../../../directory/index.ts';
import { RollbookError } from '../../../errors/index.ts';
import { answerAs, type SeenAnswer } from '../../data-api/answer-as.ts';
import { type Call, route } from '../route.ts';

/** The address behind `/see`, as it was sent: paths and queries of the Data API are not decoded before it does. */
function seenAddress(url: string, connectionId: string): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  const address = mark === -1 ? url : url.slice(0, mark);
  const before = `/connections/${connectionId}/see`;
  return {
    path: address.slice(address.indexOf(before) + before.length),
    query: mark === -1 ? '' : url.slice(mark + 1),
  };
}

/** In the ledger stand ids and the kind of question; a query can hold a name. */
async function note({ acting, desk, place }: Call, connectionId: string, { route, status }: SeenAnswer) {
  const subject =
    route?.kind === 'one' || route?.kind === 'related'
      ? `${route.endpoint.resource.name}:${route.id}`
      : `connection:${connectionId}`;
  await desk.store.control.write((transaction) =>
    record(acting, transaction, {
      act: 'record.seen_as',
      subject,
      districtId: place.districtId,
      detail: {
        connection: connectionId,
        application: place.applicationId,
        status,
        endpoint: !route ? null : route.kind === 'me' ? '/me' : route.endpoint.path,
      },
    }),
  );
}

export const seeRoutes = [
  route({
    method: 'GET',
    path: '/connections/:connection_id/see/*',
    doc: 'See as this application: exactly what the Data API answers its district token at the rest of the address.',
    permission: 'record.see',
    answer: async (call) => {
      const { desk, acting, params, request } = call;
      const { control } = desk.store;
      const connection = await getConnection(control, params.connection_id);
      const application = await getApplication(control, connection.applicationId);
      const principal = principalOf(application, connection);
      if (!principal)
        throw new RollbookError(
          'conflict',
          'The application sees nothing: it is disabled, or the connection is not connected. Connect it first.',
        );
      const seen = await answerAs({ views: desk.views, settings: desk.listSettings }, principal, {
        ...seenAddress(request.url, connection.id),
        requestId: acting.requestId ?? '',
      });
      await note(call, connection.id, seen);
      return {
        status: seen.status,
        // Tells an answer of the Data API from one of this API.
        headers: { 'X-Rollbook-Seen-As': application.id },
        raw: { type: seen.type, bytes: seen.bytes },
      };
    },
  }),
];
