"""Programs drawn from a model: many samples per problem, decoded with caches in slots that are refilled as samples end."""
