import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { adminTexts } from './admin.texts.ts';
import { Collection } from './collection.tsx';
import { houseTexts } from './house.texts.ts';

type Category = Output['categories']['list']['items'][number];

/** What events are filed under. */
export function Categories() {
  const t = useText(adminTexts);
  const queries = useQueryClient();
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () => api.categories.list.query({ page_size: 100 }),
  });
  if (categories.isLoadingError) return <Failure error={categories.error} retry={() => categories.refetch()} />;
  return (
    <Collection
      title={t.tabs.categories}
      items={categories.data?.items}
      nameOf={({ name }) => name}
      about={() => null}
      remove={({ id }) =>
        () =>
          api.categories.delete.mutate({ id })
        }
      onChange={() => queries.invalidateQueries({ queryKey: ['categories'] })}
      form={(category, onSaved) => <CategoryForm category={category} onSaved={onSaved} />}
      none={t.noCategories}
    />
  );
}

function CategoryForm({ category, onSaved }: { category: Category | undefined; onSaved(): void }) {
  const t = useText(adminTexts);
  const { save, name: label } = useText(houseTexts);
  return (
    <Form
      fields={['name']}
      action={category ? save : t.add}
      look="secondary"
      send={({ name = '' }) =>
        category ? api.categories.update.mutate({ id: category.id, name }) : api.categories.create.mutate({ name })
      }
      onDone={onSaved}
    >
      {(refusal) => (
        <Field
          label={category ? label : t.newCategory}
          name="name"
          required
          maxLength={100}
          defaultValue={category?.name}
          errors={refusal?.fields.name}
        />
      )}
    </Form>
  );
}
