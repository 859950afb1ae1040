import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { adminTexts } from './admin.texts.ts';

export function Categories() {
  const t = useText(adminTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () => api.categories.list.query({ page_size: 100 }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['categories'] });
  const remove = useMutation({ mutationFn: (id: string) => api.categories.delete.mutate({ id }), onSuccess: refresh });
  return (
    <>
      {remove.isError && <Notice tone="bad">{refusalSentence(refusalOf(remove.error), words)}</Notice>}
      <ul className="divide-y divide-line">
        {categories.data?.items.map((category) => (
          <li key={category.id} className="flex items-center justify-between gap-4 py-2">
            <span className="font-semibold">{category.name}</span>
            <button
              type="button"
              className="rounded-full p-3 hover:bg-sunken"
              aria-label={t.remove(category.name)}
              onClick={() => remove.mutate(category.id)}
            >
              <Trash2 className="size-4" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <Form
        key={categories.data?.total}
        fields={['name']}
        action={t.add}
        send={({ name = '' }) => api.categories.create.mutate({ name })}
        onDone={refresh}
      >
        {(refusal) => (
          <Field label={t.newCategory} name="name" required maxLength={100} errors={refusal?.fields.name} />
        )}
      </Form>
    </>
  );
}
