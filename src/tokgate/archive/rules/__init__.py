"""Which word holds, who is who, where things stand: rules that know no database."""
