"""What an operation is, apart from any dialect: declaration, parameters, paging, credentials, errors. No I/O."""
