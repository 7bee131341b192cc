import type { HomeViews } from '../../app/ports/stores/home-views.js';
import type { Prisma } from './generated/client.js';

/** Which App Homes were asked for. */
export function homeViewsTable(client: Prisma.TransactionClient): HomeViews {
  return {
    ask: async (memberId, place) => {
      const [row] = await client.$queryRaw<{ asked: number }[]>`
        INSERT INTO home_views (member_id, asked, place) VALUES (${memberId}::uuid, 1, ${place})
        ON CONFLICT (member_id) DO UPDATE SET asked = home_views.asked + 1, place = excluded.place RETURNING asked`;
      if (row === undefined) throw new Error('an asking for an App Home has no number');
      return row.asked;
    },
    last: async (memberId) => {
      const row = await client.homeView.findUnique({ where: { memberId } });
      return row === null ? null : { number: row.asked, place: row.place };
    },
  };
}
