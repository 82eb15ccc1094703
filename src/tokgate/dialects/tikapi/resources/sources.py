"""Where the declarations' facts are from."""

#: The schema that both of the vendor's SDKs hold.
SDK = "tikapi 3.2.2"
SDK_3_0 = "tikapi 3.0.0"
SDK_2 = "tikapi 2.0.11"
