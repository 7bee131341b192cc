import type { KindForm } from '../kind-form.js';
import { actionList, conditionList } from '../parts/part-lists.js';

export const ruleForm: KindForm = {
  fields: (form) => [...conditionList(form, 'Only where all of these hold'), ...actionList(form)],
  read: (_state, base) => ({
    if: Array.isArray(base.if) && base.if.length > 0 ? base.if : undefined,
    do: base.do ?? [],
  }),
};
