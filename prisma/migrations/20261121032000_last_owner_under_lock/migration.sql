-- Locking and counting are two statements, because one sees what was committed before it began to wait for the lock:
-- of two owners who left at the same moment, each still saw the other.
CREATE OR REPLACE FUNCTION "organizations_keep_an_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.role <> 'owner' THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM organizations WHERE id = OLD.organization_id FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM organization_members WHERE organization_id = OLD.organization_id AND role = 'owner') THEN
        RAISE EXCEPTION 'an organization needs an owner' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
