"""Where the declarations' facts are from."""

#: The schema that both of the vendor's SDKs hold.
SDK = "tikapi 3.2.2"
#: As to the call; the vendor publishes nothing of its answer.
OURS = "tikapi 3.2.2 (the answer's shape is ours)"
SDK_3_0 = "tikapi 3.0.0"
SDK_3_1 = "tikapi 3.1.5"
SDK_2 = "tikapi 2.0.11"
