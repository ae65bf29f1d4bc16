using Kayron.Core.Commands;

namespace Kayron.Web.Components.Shared.Settings;

/// <param name="Environment">Empty: everywhere.</param>
/// <param name="Days">Until it expires; null: never.</param>
public sealed record TokenChoice(string Name, string Account, Role Role, string Environment, int? Days);
